"""Student code for tests of its process: as text, with one of the two ways to start it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from grader.evidence import Limits, Outcome
from grader.submission import Submission
from grader.worker.client import Student
from grader.worker.conversation import Worker
from grader.worker.launch import ContainmentError, Launcher
from grader.worker.process import Wanted

__all__ = ["ENDLESS", "IMPATIENT", "PATIENT", "Lab", "ask", "lab_of", "pid_of"]

PATIENT = Limits()
#: For code that does not end: what honest code needs is far below, on any machine.
IMPATIENT = Limits(call=0.3, call_wall=1.5)
ENDLESS = """
    def f():
        while True:
            pass

    def g():
        return 7
"""


class Lab:
    """Runs student code by one launcher."""

    def __init__(self, launcher: Launcher) -> None:
        """Begin with a launcher, which is shared by all tests of a module."""
        self.launcher = launcher

    @contextmanager
    def student(
        self,
        code: str,
        limits: Limits = PATIENT,
        unreadable: dict[str, str] | None = None,
        **files: str,
    ) -> Iterator[Student]:
        """Begin with a submission of ``exercise.py`` and other files, given as text."""
        files = {"exercise": code, **files}
        sources = {name: textwrap.dedent(text) for name, text in files.items()}
        with Student(Submission("ada", sources, unreadable or {}), self.launcher, limits) as one:
            yield one

    def opened(
        self, code: str, *parameters: str, limits: Limits = PATIENT, **files: str
    ) -> Outcome:
        """Say what comes of looking for ``f`` in ``exercise.py``."""
        with self.student(code, limits, **files) as one:
            return one.open("exercise", "f", parameters)

    def called(
        self, code: str, *arguments: object, limits: Limits = PATIENT, **files: str
    ) -> Outcome:
        """Say what comes of one call of ``f`` in ``exercise.py``."""
        with self.student(code, limits, **files) as one:
            assert one.open("exercise", "f", tuple("abc"[: len(arguments)])).kind == "returned"
            return one.call(arguments)


def lab_of(wanted: Wanted) -> Iterator[Lab]:
    """Give a lab with this containment, or skip where this machine has less."""
    try:
        launcher = Launcher(wanted)
        assert launcher.level == wanted
    except ContainmentError as error:
        pytest.skip(str(error))
    with launcher:
        yield Lab(launcher)


def ask(one: Student, function: str) -> Outcome:
    """Open and call a function without parameters."""
    found = one.open("exercise", function, ())
    return one.call(()) if found.kind == "returned" else found


def pid_of(worker: Worker) -> int:
    """Return the number of a worker's process, whichever way it was started."""
    process: Any = worker._process
    return int(process.pid if hasattr(process, "pid") else process._popen.pid)
