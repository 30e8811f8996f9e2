"""What every way of starting a student's process has in common."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Final, Literal, Protocol

__all__ = [
    "MAX_FLOOD",
    "MAX_OUTPUT",
    "Level",
    "Process",
    "StartError",
    "Wanted",
    "command",
    "environment",
    "numpy_home",
]

#: What student code is kept from: everything, most, or nothing beyond limits.
Level = Literal["full", "partial", "none"]
#: The least that is accepted; ``auto`` takes the best there is, ``none`` asks for no more.
Wanted = Literal["auto", "full", "partial", "none"]

#: Windows needs the first to start Python, a Python that is one shared library the others.
_NEEDED: Final = {"SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}

#: Kept of what goes round Python's own prints, in bytes; the rest is dropped.
MAX_OUTPUT: Final = 2**16
#: More than this in all ends the process, in bytes.
MAX_FLOOD: Final = 2**24


class StartError(RuntimeError):
    """A process that runs only our own code so far did not start."""


class Process(Protocol):
    """One student process, from the outside: frames go in and come out, until it is ended.

    Attributes:
        ahead: How many requests may be on their way at once.
        flooded: Whether it was killed because it wrote too much.
        is_complete: Whether all that may be imported is loaded, or can be.
        lost: Whether it ended because what had started it did: no fault of the student's.
        output: The beginning of what went round Python's prints.
    """

    ahead: int
    flooded: bool
    is_complete: bool
    lost: bool
    output: bytes

    def send(self, body: bytes) -> None:
        """Send one request, without waiting; whether it arrived shows when its reply is awaited."""

    def receive(self, seconds: float) -> bytes | None:
        """Return the next reply's body, or ``None`` when the process has hung up.

        Raises:
            TimeoutError: no whole reply came within ``seconds``.
        """

    def cpu_seconds(self) -> float | None:
        """Return the processor time used so far, or ``None`` where it can't be told."""

    def end(self) -> int:
        """Kill the process and return its exit code, negative for a signal; may be called twice."""

    def end_by_itself(self, seconds: float) -> int | None:
        """Return the exit code of a process that has hung up; ``None`` if it had to be killed."""


def numpy_home() -> Path:
    """Return the folder that numpy is installed in."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise StartError("numpy is not installed beside the grader")
    return Path(spec.origin).parent.parent


def command(kind: str) -> list[str]:
    """Return the command line of ``entry.py`` for one kind of process."""
    entry = Path(__file__).with_name("entry.py")
    return [sys.executable, "-I", "-S", "-X", "utf8", str(entry), kind, str(numpy_home())]


def environment() -> dict[str, str]:
    """Return the few variables that the student's process gets; none is a secret."""
    kept = {
        name: value
        for name, value in os.environ.items()
        # OpenBLAS is told by its own which processor it has.
        if name.startswith("OPENBLAS_") or name.upper() in _NEEDED
    }
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
