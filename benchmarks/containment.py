"""Measures what containment costs, and that it costs the same after 500 submissions."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.timing import Figure, figure, timed
from grader.submission import read_submission
from grader.worker.client import Student
from grader.worker.launch import Launcher
from grader.worker.process import environment
from grader.worker.zygote import Zygote

ROOT = Path(__file__).parent.parent
FINISHED = read_submission(ROOT / "examples" / "assignment1" / "finished")
IMAGE = np.ones((8, 8, 3))
KERNEL = np.ones((3, 3, 3, 2))
#: What a submission would cost without a zygote: isolated Python, numpy, a file, a call.
FRESH = """
import sys
import numpy as np
namespace = {}
exec(sys.argv[1], namespace)
namespace["conv2d"](np.ones((8, 8, 3)), np.ones((3, 3, 3, 2)), np.ones(2))
"""
#: How ``grader check`` starts, up to its first question.
WAITING = """
import time
from grader.worker.launch import Launcher
with Launcher("full") as launcher:
    from pathlib import Path
    from grader.course import find_course
    from grader.gather import gather
    find_course(Path.cwd()).load("assignment1")
    began = time.perf_counter()
    launcher.level
    print(time.perf_counter() - began)
"""


def containment(rounds: int) -> Iterator[Figure]:
    """Yield every figure of this module; none where there is no containment."""
    with Launcher() as launcher:
        if launcher.level == "full":
            yield starting(rounds)
            yield waiting(rounds)
            yield from submissions(launcher)
            yield from calls(launcher)


def starting(rounds: int) -> Figure:
    """Measure how long a zygote takes until it can fork."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        zygote = Zygote()
        zygote.hello()
        times.append(time.perf_counter() - began)
        zygote.close()
    return figure("start of a zygote", times, "s", at_most=0.6)


def one_submission(launcher: Launcher) -> None:
    """Fork, contain, load, call once, kill."""
    with Student(FINISHED, launcher) as student:
        student.open("convolution", "conv2d", ("x", "kernel", "bias"))
        outcome = student.call((IMAGE, KERNEL, np.ones(2)))
        if outcome.kind != "returned":
            raise SystemExit(f"the benchmark's own call failed: {outcome}")


def submissions(launcher: Launcher) -> Iterator[Figure]:
    """Measure 500 submissions one after the other, and whether anything grows."""
    for _ in range(20):
        one_submission(launcher)
    before = footprint()
    times = [timed(lambda: one_submission(launcher)) * 1000 for _ in range(500)]
    after = footprint()
    yield figure("fork + contain + load + call + kill", times[:200], "ms", at_most=25)
    yield figure("the last 200 of 500", times[-200:], "ms")
    for name, value in before.items():
        yield figure(f"{name}, after 20 and 520", [value, after[name]], note="no growth")
    source = FINISHED.sources["convolution"]
    command = [sys.executable, "-I", "-c", FRESH, source]
    fresh = [
        timed(lambda: subprocess.run(command, check=True, env=environment())) * 1000
        for _ in range(20)
    ]
    yield figure("a fresh python -I with numpy", fresh, "ms")
    ratio = statistics.median(times[:200]) / statistics.median(fresh)
    yield figure("contained / fresh", [ratio])


def calls(launcher: Launcher) -> Iterator[Figure]:
    """Measure one call with an image of 8x8x3, there and back."""
    with Student(FINISHED, launcher) as student:
        student.open("padding", "zero_pad", ("x", "pad_height", "pad_width"))
        arguments = (IMAGE, (0, 0), (0, 0))
        times = [timed(lambda: student.call(arguments)) * 1000 for _ in range(2_000)]
    yield figure("one call, 8x8x3 each way", times, "ms", at_most=0.2)
    bare = echoes(IMAGE.nbytes)
    yield figure("an echo of as many bytes", bare, "ms")
    yield figure("call / echo", [statistics.median(times) / statistics.median(bare)])


def echoes(size: int) -> list[float]:
    """Measure what two processes need to send that many bytes there and back, and no more."""
    ours, theirs = socket.socketpair()
    script = "import os\nwhile data := os.read(0, 65536): os.write(0, data)"
    command = [sys.executable, "-I", "-S", "-c", script]
    with ours, subprocess.Popen(command, stdin=theirs):
        theirs.close()
        message = bytes(size)

        def echo() -> None:
            ours.sendall(message)
            ours.recv(size, socket.MSG_WAITALL)

        times = [timed(echo) * 1000 for _ in range(2_000)]
        ours.shutdown(socket.SHUT_RDWR)
    return times


def waiting(rounds: int) -> Figure:
    """Measure what the judge waits for the zygote after loading what it needs itself."""
    command = [sys.executable, "-c", WAITING]
    times = [
        float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
        for _ in range(rounds)
    ]
    return figure("the judge's wait for it", times, "s", note="started in parallel")


def footprint() -> dict[str, float]:
    """Return open descriptors and resident memory of this process and of the zygote."""
    zygote = next(pid for pid in children() if "zygote" in command_line(pid))
    pids = {"judge": os.getpid(), "zygote": zygote}
    found = {}
    for name, pid in pids.items():
        found[f"descriptors of the {name}"] = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        found[f"MB of the {name}"] = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return found


def children() -> list[int]:
    """Return the processes that this one has started."""
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(pid) for pid in text.split()]


def command_line(pid: int) -> str:
    """Return how a process was started."""
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")
