"""A fresh process for each submission, by threads and pipes: no fork, any platform.

Where there is no zygote, this is what runs. It has a scrubbed environment and,
where there is such a thing, its own process group, and threads read its pipes,
because that is the one way to wait with a time limit which works on Windows too.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from grader.worker.process import MAX_FLOOD, MAX_OUTPUT, StartError, command, environment
from grader.worker.wire import MAX_FRAME, frame

__all__ = ["FreshProcess"]


class FreshProcess:
    """One student process, from the outside; see :class:`~grader.worker.process.Process`."""

    def __init__(self, within: Sequence[str] = ()) -> None:
        """Start it, by another command if one is given; returns at once, while it imports numpy.

        Raises:
            StartError: the system starts no process.
        """
        # A folder of its own, so that what one process writes is not there for the next.
        self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        try:
            self._popen = subprocess.Popen(  # noqa: S603  (our own Python on our own file)
                [*within, *command("fresh")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self._folder.name,
                env=environment(),
                start_new_session=hasattr(os, "setsid"),
            )
        except OSError as error:
            self._folder.cleanup()
            raise StartError(f"the student's process did not start: {error}") from error
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.flooded = False
        self.is_complete = True
        self.ahead = 1
        self.lost = False
        self.output = b""
        self._is_over = False
        self._used: float | None = None
        for target in (self._write_requests, self._read_replies, self._drain_output):
            threading.Thread(target=target, daemon=True).start()

    def send(self, body: bytes) -> None:
        """Send one request, without waiting; whether it arrived shows when its reply is awaited."""
        self._requests.put(frame(body))

    def receive(self, seconds: float) -> bytes | None:
        """Return the next reply's body, or ``None`` when the process has ended.

        Raises:
            TimeoutError: nothing came within ``seconds``.
        """
        try:
            return self._replies.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None

    def cpu_seconds(self) -> float | None:
        """Return the processor time used so far, or ``None`` where it can't be told."""
        if self._is_over:
            return self._used
        try:
            stat = Path(f"/proc/{self._popen.pid}/stat").read_text(encoding="ascii")
            user, system = stat.rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, AttributeError):
            return None

    def end(self) -> int:
        """Kill the process with its group and return its exit code; may be called twice."""
        if not self._is_over:
            # A process that ended on its own stays a zombie until the wait below, so its group's
            # number cannot have been given to anybody else.
            if self._popen.returncode is None:
                self._kill()
            self._used = self.cpu_seconds()
            self._is_over = True
            self._popen.wait()
            self._requests.put(None)
            with contextlib.suppress(RecursionError):  # Folders in folders, a thousand deep.
                self._folder.cleanup()
        return int(self._popen.wait())

    def end_by_itself(self, seconds: float) -> int | None:
        """Return the exit code of a process that has hung up; ``None`` if it had to be killed."""
        deadline = time.monotonic() + seconds
        while not (ended := self._has_ended()) and time.monotonic() < deadline:
            time.sleep(0.005)
        code = self.end()
        return code if ended else None

    def _has_ended(self) -> bool:
        if not hasattr(os, "waitid"):
            return self._popen.poll() is not None
        # Look without reaping, so that the group can still be killed safely.
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        try:
            return os.waitid(os.P_PID, self._popen.pid, options) is not None
        except ChildProcessError:
            return True

    def _kill(self) -> None:
        """Kill the group; unlike ``Popen.kill`` it never reaps the process."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        else:
            _kill_tree(self._popen)

    def _write_requests(self) -> None:
        """Write in a thread: a process that has been stopped reads nothing, and a pipe is small."""
        stdin = self._pipe(self._popen.stdin)
        with contextlib.suppress(OSError, ValueError):
            while (packed := self._requests.get()) is not None:
                stdin.write(packed)
                stdin.flush()
        with contextlib.suppress(OSError, ValueError):
            stdin.close()

    def _read_replies(self) -> None:
        stdout = self._pipe(self._popen.stdout)
        with contextlib.suppress(OSError, ValueError):
            while len(head := stdout.read(4)) == 4:  # noqa: PLR2004  (the length of a frame)
                size = int.from_bytes(head, "little")
                # One request has one reply: whoever sends more only fills our memory.
                if size > MAX_FRAME or not self._replies.empty():
                    self._replies.put(b"")  # No value is empty: the reader will refuse it.
                    break
                self._replies.put(stdout.read(size))
        self._replies.put(None)
        with contextlib.suppress(OSError):
            stdout.close()

    def _drain_output(self) -> None:
        """Read what goes round Python's prints, so that the process never waits for us."""
        stderr = self._pipe(self._popen.stderr)
        seen = 0
        with contextlib.suppress(OSError, ValueError):
            while chunk := stderr.read1(2**16):  # type: ignore[attr-defined]  # a BufferedReader
                self.output += chunk[: MAX_OUTPUT - len(self.output)]
                seen += len(chunk)
                if seen > MAX_FLOOD:
                    self.flooded = True
                    self._kill()
                    break
        with contextlib.suppress(OSError):
            stderr.close()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise ValueError("the process was started without this pipe")
        return pipe


def _kill_tree(popen: subprocess.Popen[bytes]) -> None:
    """Kill a process and, with Windows' own tool, its children."""
    # By its full path: Windows looks into the working directory first.
    system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32")
    with contextlib.suppress(OSError):
        subprocess.run(  # noqa: S603  (Windows' own tool, a number as the argument)
            [str(system / "taskkill.exe"), "/T", "/F", "/PID", str(popen.pid)],
            check=False,
            capture_output=True,
        )
    popen.kill()
