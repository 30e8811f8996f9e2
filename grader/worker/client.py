"""A submission that can be asked, by one process after the other as they end."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from typing import Any, Self

from grader.evidence import Limits, Outcome
from grader.submission import Submission
from grader.worker.conversation import Worker
from grader.worker.launch import Launcher
from grader.worker.process import StartError

__all__ = ["Student"]

_LIMITS = Limits()


class Student:
    """A submission that can be asked: keeps a process at hand, and the time that is left.

    Example:
        >>> submission = Submission("ada", {"shapes": "def twice(n): return 2 * n"}, {})
        >>> with Launcher() as launcher, Student(submission, launcher) as student:
        ...     found = student.open("shapes", "twice", ("n",))
        ...     student.call((21,)).value
        42
    """

    def __init__(
        self, submission: Submission, launcher: Launcher, limits: Limits = _LIMITS
    ) -> None:
        """Begin with a submission, whose processes the launcher starts."""
        self.submission = submission
        self.launcher = launcher
        self.limits = limits
        self._opened: tuple[str, str, tuple[str, ...]] | None = None
        self._workers: list[Worker] = []
        self._spare: Worker | None = None
        self._has_run = False

    def __enter__(self) -> Self:
        """Return the student itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End every process."""
        self.close()

    @property
    def seconds(self) -> float:
        """How long this submission's code has been waited for."""
        return sum(worker.seconds for worker in self._workers)

    @property
    def out_of_time(self) -> bool:
        """Whether the submission's time is used up: processor time, where it can be measured."""
        waited = self.seconds
        if waited < self.limits.submission:
            return False
        used = [worker.cpu_seconds() for worker in self._workers]
        measured = [seconds for seconds in used if seconds is not None]
        if len(measured) < len(used) or waited >= self.limits.submission_wall:
            return True
        return sum(measured) >= self.limits.submission

    def open(
        self, module: str, function: str, parameters: tuple[str, ...], *, afresh: bool = False
    ) -> Outcome:
        """Make a function the one to call; in a new process if asked to, or if the last one ended.

        Raises:
            StartError: no process could be started, and student code cannot be why.
        """
        self._opened = (module, function, parameters)
        if self.out_of_time:
            return Outcome("not_graded")
        try:
            worker = self._new_worker() if afresh or not self._is_running() else self._workers[-1]
            worker.wait_until_ready()
        except StartError:
            # Contained code reaches no other process; elsewhere it may have got at the next one.
            if not self._has_run or self.launcher.level == "full":
                raise
            return Outcome("protocol")
        self._has_run = True
        try:
            return worker.open(*self._opened)
        except StartError:
            self._complete()
            return self._new_worker().open(*self._opened)

    def call(self, arguments: tuple[Any, ...]) -> Outcome:
        """Call the open function, in a new process if the last one ended.

        Raises:
            StartError: its process was ended from outside, and so was the next.
        """
        if self.out_of_time:
            return Outcome("not_graded")
        if not self._is_running():
            opened = self.open_afresh()
            if opened.kind != "returned":
                return opened
        try:
            return self._workers[-1].call(arguments)
        except StartError:
            return self._call_again(arguments)

    def calls(self, every: Sequence[tuple[Any, ...]]) -> Generator[Outcome, None, None]:
        """Yield the outcome of one call after the other; the next few are on their way meanwhile.

        Whoever stops before the end closes this, which ends a process with calls on their way.

        Raises:
            StartError: as :meth:`call`.
        """
        worker: Worker | None = None
        sent = 0
        try:
            for at, arguments in enumerate(every):
                if worker is None or worker is not self._workers[-1] or worker.ended:
                    # The first call to a process goes alone: it may have to be opened.
                    yield self.call(arguments)
                    worker, sent = self._workers[-1] if self._workers else None, at + 1
                elif self.out_of_time:
                    yield Outcome("not_graded")
                else:
                    while worker.has_room and sent < len(every):
                        worker.send(every[sent])
                        sent += 1
                    try:
                        outcome = worker.receive()
                    except StartError:
                        outcome = self._call_again(arguments)
                    yield outcome
        finally:
            if worker is not None and not worker.is_answered:
                worker.end()

    def open_afresh(self) -> Outcome:
        """Go on in a fresh process, with the same function open."""
        if self._opened is None:
            raise ValueError("no function is open")
        return self.open(*self._opened, afresh=True)

    def prepare(self) -> None:
        """Start the next process now, because it will be wanted soon; if not, then later."""
        if self._spare is None and not self.out_of_time:
            with contextlib.suppress(StartError):
                self._spare = self._start()

    def close(self) -> None:
        """End every process; may be called twice."""
        for worker in (*self._workers[-1:], self._spare):
            if worker is not None:
                worker.end()

    def _call_again(self, arguments: tuple[Any, ...]) -> Outcome:
        self._complete()
        opened = self.open_afresh()
        return opened if opened.kind != "returned" else self._workers[-1].call(arguments)

    def _complete(self) -> None:
        """Have processes load all that may be imported: one needs it, or was ended from outside.

        Either is forgiven once, and asked again in a process that cannot say the first.
        """
        self.launcher.complete()
        if self._spare is not None:
            self._spare.end()
            self._spare = None

    def _is_running(self) -> bool:
        return bool(self._workers) and not self._workers[-1].ended

    def _start(self) -> Worker:
        return Worker(self.launcher.start(), self.submission, self.limits)

    def _new_worker(self) -> Worker:
        for worker in self._workers[-1:]:
            worker.end()
        self._workers.append(self._spare or self._start())
        self._spare = None
        try:
            self._workers[-1].wait_until_ready()
        except StartError:
            # It was started while student code ran, which may have got at it. Now none runs.
            self._workers[-1] = self._start()
        return self._workers[-1]
