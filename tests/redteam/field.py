"""What is planted for the red team to find, and the search afterwards for what it did."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import select
import shutil
import signal
import socket
import stat
import tempfile
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
#: The variable that holds the token: from the start, so that it is in the process's memory too.
TOKEN = "GRADER_TOKEN"  # noqa: S105  (a name)
_PR_SET_CHILD_SUBREAPER = 36
_KEPT = "kept.txt"
#: Where a program that can write would leave something.
_SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108  (these are searched)


class Field:
    """Secrets, listeners and an open folder; after each case they tell what has happened."""

    def __init__(self) -> None:
        """Plant everything; the token is in the environment already."""
        self.secret = os.environ[TOKEN]
        self.mark = f"redteam-{secrets.token_hex(4)}"
        self.folder = Path(tempfile.mkdtemp(prefix="grader-field-"))
        self.folder.chmod(0o755)
        (self.folder / "home").mkdir()
        credentials = self.folder / "home" / ".git-credentials"
        credentials.write_text(f"https://teacher:{self.secret}@example.org\n", encoding="utf-8")
        self.writable = self.folder / "writable"
        self.writable.mkdir()
        self.writable.chmod(0o777)
        self._keep()
        os.environ["HOME"] = str(self.folder / "home")
        self.listeners = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX),
            "abstract": socket.socket(socket.AF_UNIX),
        }
        self.listeners["udp"].bind(("127.0.0.1", 0))
        self.listeners["unix"].bind(str(self.folder / "socket"))
        (self.folder / "socket").chmod(0o777)
        self.listeners["abstract"].bind(f"\0{self.mark}")
        for name in ("unix", "abstract"):
            self.listeners[name].listen()
        # What a case leaves behind becomes our child, whoever started it.
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.known: set[int] = set()

    def __enter__(self) -> Self:
        """Return the field itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Remove everything."""
        for listener in self.listeners.values():
            listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def remember(self) -> None:
        """Take the processes that run now for the grader's own: they are no survivors."""
        self.known = self._children()

    def places(self) -> str:
        """Return ``places.py``: where a submission finds what was planted."""
        named = {
            "SECRET_FILE": str(self.folder / "home" / ".git-credentials"),
            "HOME": str(self.folder / "home"),
            "REFERENCE": str(ROOT / "reference" / "assignment1" / "convolution.py"),
            "COURSE": str(ROOT),
            "TOKEN_NAME": TOKEN,
            "WRITABLE": str(self.writable),
            "MARK": self.mark,
            "TCP_PORT": self.listeners["tcp"].getsockname()[1],
            "UDP_PORT": self.listeners["udp"].getsockname()[1],
            "UNIX_PATH": str(self.folder / "socket"),
            "ABSTRACT_NAME": f"\0{self.mark}",
            "JUDGE_PID": os.getpid(),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in named.items())

    def damage(self, report: bytes) -> list[str]:
        """Say what has been read, sent, written or left running, and clean it up."""
        return [*self._leaked(report), *self._sent(), *self._written(), *self._left_running()]

    def _leaked(self, report: bytes) -> list[str]:
        found = ["the report holds the secret"] if self.secret.encode() in report else []
        return found + (["an attack returned"] if b"ESCAPED" in report else [])

    def _sent(self) -> list[str]:
        reached = set()
        while ready := select.select(self.listeners.values(), [], [], 0)[0]:
            for listener in ready:
                reached.add(listener)
                if listener is self.listeners["udp"]:
                    listener.recv(2**16)
                else:
                    listener.accept()[0].close()
        return [f"{name} was reached" for name, one in self.listeners.items() if one in reached]

    def _written(self) -> list[str]:
        found = [p for place in _SHARED if place.is_dir() for p in place.glob(f"*{self.mark}*")]
        found += [path for path in self.writable.iterdir() if path.name != _KEPT]
        kept = self.writable / _KEPT
        if not stat.S_ISREG(_mode(kept)) or kept.read_bytes() != b"kept":
            found.append(kept)
        for path in found:
            shutil.rmtree(path) if stat.S_ISDIR(_mode(path)) else path.unlink(missing_ok=True)
        if kept in found:
            self._keep()
        return [f"{path} was written" for path in found]

    def _keep(self) -> None:
        """Put a file that anybody may write to where it has to stay as it is."""
        (self.writable / _KEPT).write_bytes(b"kept")
        (self.writable / _KEPT).chmod(0o666)

    def _left_running(self) -> list[str]:
        found = self._children() - self.known
        for pid in found:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        return [f"process {pid} was left" for pid in found]

    def _children(self) -> set[int]:
        """Return the living processes that descend from this one, itself aside."""
        parents: dict[int, int] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with contextlib.suppress(OSError):
                    about = (entry / "stat").read_bytes().rpartition(b")")[2].split()
                    if about[0] != b"Z":
                        parents[int(entry.name)] = int(about[1])
        found = {os.getpid()}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {os.getpid()}


def _mode(path: Path) -> int:
    """Return what a path itself is, 0 if there is nothing."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0
