"""The judge's end of the student's process: asks, waits, gives up, and starts anew.

Everything that comes back is a claim of untrusted code. What follows the
protocol becomes an :class:`~grader.evidence.Outcome`; what does not is the
outcome ``protocol``, and that process is ended.
"""

from __future__ import annotations

import contextlib
import difflib
import itertools
import secrets
import signal
import time
from dataclasses import replace
from typing import Any, Self

from grader.evidence import Limits, Outcome
from grader.language import _
from grader.submission import Submission
from grader.worker.launch import Launcher
from grader.worker.process import Process, StartError
from grader.worker.reply import read_reply
from grader.worker.wire import WireError, decode, encode

__all__ = ["Student", "Worker"]

#: Files that cannot be read, as many as are named to the student's process.
MAX_UNREADABLE = 1_000
_LIMITS = Limits()


class Worker:
    """One process that has loaded one submission."""

    def __init__(self, process: Process, submission: Submission, limits: Limits) -> None:
        """Send the files to a process that has been started; does not wait for anything."""
        self.limits = limits
        self._sources = submission.sources
        self.seconds = 0.0
        self.ended = False
        self._ready = False
        self._parameters: tuple[str, ...] = ()
        self._process = process
        self._start_id = secrets.randbits(56)
        unreadable = dict(itertools.islice(submission.unreadable.items(), MAX_UNREADABLE))
        self._process.send(encode(("files", self._start_id, dict(submission.sources), unreadable)))

    def open(self, module: str, function: str, parameters: tuple[str, ...]) -> Outcome:
        """Import a module and find a function; ``returned`` when it is there.

        Raises:
            StartError: as :meth:`call`.
        """
        self._parameters = parameters
        outcome = self._ask("open", module, function, parameters)
        if outcome.kind == "missing":
            near = difflib.get_close_matches(function, outcome.value, n=1, cutoff=0.75)
            return replace(outcome, value=None, note=near[0] if near else "")
        return outcome

    def call(self, arguments: tuple[Any, ...]) -> Outcome:
        """Call the function that was opened last.

        Raises:
            StartError: it was ended from outside, or needs modules that are not loaded in it.
        """
        return self._ask("call", arguments)

    def cpu_seconds(self) -> float | None:
        """Return the processor time used, also of a process that was ended."""
        return self._process.cpu_seconds()

    def end(self) -> None:
        """End the process; may be called twice."""
        self.ended = True
        self._process.end()

    def _ask(self, word: str, *content: object) -> Outcome:
        self.wait_until_ready()
        request_id = secrets.randbits(56)
        began = time.perf_counter()
        self._process.send(encode((word, request_id, *content)))
        outcome = self._await((word, request_id))
        self.seconds += time.perf_counter() - began
        if outcome.kind in {"timed_out", "crashed", "flooded", "protocol"}:
            self.end()
        return outcome

    def wait_until_ready(self) -> None:
        """Wait until the process has loaded numpy and taken the files.

        Raises:
            StartError: it did not; it has been ended.
        """
        if self._ready:
            return
        try:
            body = self._process.receive(self.limits.start)
            self._ready = body is not None and decode(body) == ("ready", self._start_id)
        except (TimeoutError, WireError):
            self._ready = False
        if not self._ready:
            self.end()
            said = self._process.output.decode("utf-8", "replace").strip()
            raise StartError(f"the student's process did not start: {said or 'no reason given'}")

    def _await(self, request: tuple[str, int]) -> Outcome:
        """Wait for a reply as long as the limits say, and turn it into an outcome."""
        began, cpu_began = time.perf_counter(), self._process.cpu_seconds()
        patience = self.limits.call
        while True:
            try:
                body = self._process.receive(patience)
                break
            except TimeoutError:
                waited = time.perf_counter() - began
                used = self._process.cpu_seconds()
                if used is None or cpu_began is None or waited >= self.limits.call_wall:
                    return Outcome("timed_out")
                patience = self.limits.call - (used - cpu_began)
                if patience <= 0:
                    return Outcome("timed_out")
                patience = min(max(patience, 0.05), self.limits.call_wall - waited + 0.01)
        if body is None:
            return self._ended_by_itself()
        try:
            if body == encode(("more", request[1])) and not self._process.is_complete:
                self.end()
                raise StartError("the student's process needs more than is loaded in it")
            return read_reply(decode(body), request, self._parameters, self._sources)
        except (WireError, TypeError, ValueError, LookupError, AttributeError):
            return Outcome("protocol")

    def _ended_by_itself(self) -> Outcome:
        if self._process.flooded:
            return Outcome("flooded")
        code = self._process.end_by_itself(self.limits.call_wall)
        if self._process.lost:
            self.ended = True
            raise StartError("the student's process was ended from outside")
        if code is None:  # It closed its end and went on.
            return Outcome("protocol")
        if code >= 0:
            return Outcome("crashed", note=_("exit code {code}").format(code=code))
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = _("signal {number}").format(number=-code)
        return Outcome("timed_out") if name == "SIGXCPU" else Outcome("crashed", note=name)


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
            self._complete()
            opened = self.open_afresh()
            return opened if opened.kind != "returned" else self._workers[-1].call(arguments)

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
