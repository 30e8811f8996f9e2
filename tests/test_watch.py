"""``grader check --watch`` as a student has it: on a terminal, in a pipe, until Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FINISHED = ROOT / "examples" / "assignment1" / "finished"
#: The end of patience, in seconds.
DEADLINE = 60
HOME, CONTROL = "\x1b[H", re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
WAYS = {"watchfiles": "", "polling": "sys.modules['watchfiles'] = None"}
#: A session's first process takes the terminal: only then is Ctrl-C its signal.
ON_TERMINAL = "fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
CODE = """
import sys
{imports}
{prepare}
from grader.cli import main
main()
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals there")


class Watch:
    """A running ``grader check --watch``, and what it has written so far."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        """Begin with nothing written; ``end`` is ours of its terminal or pipe."""
        self.process = process
        self.end = end
        self.written = ""

    def until(self, is_there: Callable[[str], bool]) -> str:
        """Read until the screen (what comes after the last clearing) is as it should be."""
        patience = time.monotonic() + DEADLINE
        while not is_there(self.screen):
            ready, _, _ = select.select([self.end], [], [], patience - time.monotonic())
            assert ready, f"waited in vain, at:\n{self.written}"
            self.written += os.read(self.end, 2**16).decode("utf-8")
        return self.screen

    @property
    def screen(self) -> str:
        """What is to be seen, without colours, and wherever its lines are broken."""
        return " ".join(CONTROL.sub("", self.written.rpartition(HOME)[2]).split())


@contextmanager
def watching(folder: Path, end: int, theirs: int, way: str, *options: str) -> Iterator[Watch]:
    """Start it with its output in a terminal or a pipe; end it in any case."""
    on_terminal = os.isatty(theirs)
    imports = "import fcntl, termios" if on_terminal else ""
    prepare = f"{ON_TERMINAL if on_terminal else ''}\n{WAYS[way]}"
    code = CODE.format(imports=imports, prepare=prepare)
    process = subprocess.Popen(
        [sys.executable, "-c", code, "check", "assignment1", str(folder), "--watch", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "LINES": "40"},
        stdin=theirs if on_terminal else subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Watch(process, end)
    finally:
        process.kill()
        process.wait()
        os.close(end)


def save(file: Path, old: str, new: str) -> None:
    """Replace a text of a file as editors do: written beside, and then renamed."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    beside = file.with_suffix(".tmp")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(file)


def family(pid: int) -> list[int]:
    """Return the numbers of all processes that a process has started, at first or second hand."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:  # It has just ended.
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found = children.get(pid, [])
    return [*found, *(one for child in found for one in family(child))]


def stop(watch: Watch, code: int) -> None:
    """Type Ctrl-C, and see that everything ends."""
    started = family(watch.process.pid) if sys.platform == "linux" else []
    handles = [os.pidfd_open(pid) for pid in started]
    os.write(watch.end, b"\x03")
    assert watch.process.wait(DEADLINE) == code
    assert "Traceback" not in watch.written
    for handle in handles:
        assert select.select([handle], [], [], DEADLINE)[0], "a process is left"
        os.close(handle)


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_shown_when_it_is_saved_and_gone_when_it_is_mended(way: str, tmp_path: Path):
    """The screen follows the saves, by whichever way they are noticed; Ctrl-C leaves nothing."""
    folder = shutil.copytree(FINISHED, tmp_path / "ada")
    with watching(folder, *os.openpty(), way) as watch:
        screen = watch.until(lambda seen: "Nothing has changed yet. Ctrl-C ends." in seen)
        assert "100 of 100 points." in screen
        save(folder / "pooling.py", "max(largest", "min(largest")
        screen = watch.until(lambda seen: "X max_pool2d" in seen and "Ctrl-C ends." in seen)
        assert screen.startswith("assignment1")
        assert re.search(
            r"Last change: pooling\.py, \d\d:\d\d:\d\d\. Checked again: max_pool2d, "
            r"avg_pool2d\. Ctrl-C ends\.$",
            screen,
        )
        assert "ok conv2d_single" in screen
        save(folder / "pooling.py", "min(largest", "max(largest")
        watch.until(lambda seen: "100 of 100 points." in seen and "Ctrl-C ends." in seen)
        stop(watch, 0)


def test_a_check_can_be_stopped_in_the_middle(tmp_path: Path):
    """Ctrl-C while student code hangs ends that too, with the exit code of the last report."""
    folder = shutil.copytree(FINISHED, tmp_path / "ada")
    with watching(folder, *os.openpty(), "polling", "--only", "stride") as watch:
        watch.until(lambda seen: "10 of 10 points." in seen and "Ctrl-C ends." in seen)
        save(folder / "stride.py", "    step_down, ", "    while True: pass\n    step_down, ")
        watch.until(lambda seen: seen.endswith("Ctrl-C ends. Checking ..."))
        stop(watch, 0)


def test_in_a_pipe_reports_follow_each_other(tmp_path: Path):
    """Without a terminal nothing is cleared; the report file and the exit code are the last's."""
    folder = shutil.copytree(FINISHED, tmp_path / "ada")
    kept = tmp_path / "report.json"
    options = ("--only", "stride", "--hidden", "--json", str(kept))
    with watching(folder, *os.pipe(), "polling", *options) as watch:
        watch.until(lambda seen: "Ctrl-C ends." in seen)
        assert json.loads(kept.read_bytes())["points"] == 10
        save(
            folder / "stride.py",
            "step_down, step_right = strides",
            "step_right, step_down = strides",
        )
        watch.until(lambda seen: seen.count("Ctrl-C ends.") == 2)
        assert "\x1b" not in watch.written
        assert re.findall(r"^\d+ of 10 points", watch.written, re.MULTILINE) == [
            "10 of 10 points",
            "0 of 10 points",
        ]
        assert json.loads(kept.read_bytes())["findings"][0]["counterexample"] is None
        (folder / "unused.py").touch()
        watch.until(lambda seen: "No exercise uses it. Ctrl-C ends." in seen)
        assert watch.written.count("of 10 points") == 2
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(DEADLINE) == 1


def test_a_folder_that_vanishes_ends_it(tmp_path: Path):
    """What cannot be watched any longer is said in a sentence."""
    folder = shutil.copytree(FINISHED, tmp_path / "ada")
    with watching(folder, *os.pipe(), "polling", "--only", "stride") as watch:
        watch.until(lambda seen: "Ctrl-C ends." in seen)
        shutil.rmtree(folder)
        watch.until(lambda seen: seen.endswith(f"There is no folder {folder}."))
        assert watch.process.wait(DEADLINE) == 2
