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
import tempfile
import time
from dataclasses import replace
from typing import Any, Literal, Self

from grader.evidence import Error, Frame, Limits, Outcome
from grader.submission import Submission
from grader.worker.launch import CONTAINMENT, Process
from grader.worker.wire import WireError, decode, encode

__all__ = ["Student", "Worker"]

#: Files that cannot be read, as many as are named to the student's process.
MAX_UNREADABLE = 1_000
_LIMITS = Limits()


class Worker:
    """One process that has loaded one submission."""

    def __init__(self, submission: Submission, limits: Limits) -> None:
        """Start it and send the files; does not wait for anything."""
        self.limits = limits
        self.seconds = 0.0
        self.ended = False
        self._ready = False
        self._parameters: tuple[str, ...] = ()
        # A folder of its own, so that what one process writes is not there for the next.
        self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        self._process = Process(self._folder.name)
        self._start_id = secrets.randbits(56)
        unreadable = dict(itertools.islice(submission.unreadable.items(), MAX_UNREADABLE))
        self._process.send(encode(("files", self._start_id, dict(submission.sources), unreadable)))

    def open(self, module: str, function: str, parameters: tuple[str, ...]) -> Outcome:
        """Import a module and find a function; ``returned`` when it is there."""
        self._parameters = parameters
        outcome = self._ask("open", module, function, parameters)
        if outcome.kind == "missing":
            near = difflib.get_close_matches(function, outcome.value, n=1, cutoff=0.75)
            return replace(outcome, value=None, note=near[0] if near else "")
        imported = outcome.kind in {"returned", "other_parameters"}
        return replace(outcome, importing=not imported)

    def call(self, arguments: tuple[Any, ...]) -> Outcome:
        """Call the function that was opened last."""
        return self._ask("call", arguments)

    def end(self) -> None:
        """End the process with its group, and remove its folder; may be called twice."""
        self.ended = True
        self._process.end()
        with contextlib.suppress(RecursionError):  # Folders in folders, a thousand deep.
            self._folder.cleanup()

    def _ask(self, word: str, *content: object) -> Outcome:
        if not self._ready:
            self._wait_until_ready()
        request_id = secrets.randbits(56)
        began = time.perf_counter()
        self._process.send(encode((word, request_id, *content)))
        outcome = self._await(request_id)
        self.seconds += time.perf_counter() - began
        if outcome.kind in {"timed_out", "crashed", "flooded", "protocol"}:
            self.end()
        return outcome

    def _wait_until_ready(self) -> None:
        body = self._process.receive(self.limits.start)
        if body is None or decode(body) != ("ready", self._start_id):
            self.end()
            said = self._process.output.decode("utf-8", "replace").strip()
            raise RuntimeError(f"the student's process did not start: {said or 'no reason given'}")
        self._ready = True

    def _await(self, request_id: int) -> Outcome:
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
            return _outcome(decode(body), request_id, self._parameters)
        except (WireError, TypeError, ValueError, IndexError, KeyError):
            return Outcome("protocol")

    def _ended_by_itself(self) -> Outcome:
        if self._process.flooded:
            return Outcome("flooded")
        code = self._process.end_by_itself(self.limits.call_wall)
        if code is None:  # It closed its end and went on.
            return Outcome("protocol")
        if code >= 0:
            return Outcome("crashed", note=f"exit code {code}")
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return Outcome("timed_out") if name == "SIGXCPU" else Outcome("crashed", note=name)


class Student:
    """A submission that can be asked: keeps a process at hand, and the time that is left.

    Example:
        >>> submission = Submission("ada", {"shapes": "def twice(n): return 2 * n"}, {})
        >>> with Student(submission) as student:
        ...     found = student.open("shapes", "twice", ("n",))
        ...     student.call((21,)).value
        42
    """

    def __init__(self, submission: Submission, limits: Limits = _LIMITS) -> None:
        """Start the first process at once; it imports numpy while we go on."""
        self.submission = submission
        self.limits = limits
        self.containment: Literal["full", "partial", "none"] = CONTAINMENT
        self._spent = 0.0
        self._opened: tuple[str, str, tuple[str, ...]] | None = None
        self._worker = self._start()
        self._spare: Worker | None = None

    def __enter__(self) -> Self:
        """Return the student itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End every process."""
        self.close()

    @property
    def out_of_time(self) -> bool:
        """Whether the submission's time is used up."""
        return self._spent + self._worker.seconds >= self.limits.submission

    def open(self, module: str, function: str, parameters: tuple[str, ...]) -> Outcome:
        """Make a function the one to call, in a new process if the last one ended."""
        self._opened = (module, function, parameters)
        if self.out_of_time:
            return Outcome("not_graded")
        if self._worker.ended:
            self._replace_worker()
        return self._worker.open(*self._opened)

    def call(self, arguments: tuple[Any, ...]) -> Outcome:
        """Call the open function, in a new process if the last one ended."""
        if self.out_of_time:
            return Outcome("not_graded")
        if self._worker.ended:
            opened = self.open_afresh()
            if opened.kind != "returned":
                return opened
        return self._worker.call(arguments)

    def open_afresh(self) -> Outcome:
        """Go on in a fresh process, with the same function open."""
        if self._opened is None:
            raise ValueError("no function is open")
        if self.out_of_time:
            return Outcome("not_graded")
        self._replace_worker()
        return self._worker.open(*self._opened)

    def prepare(self) -> None:
        """Start the next process now, because it will be wanted soon."""
        if self._spare is None and not self.out_of_time:
            self._spare = self._start()

    def close(self) -> None:
        """End every process; may be called twice."""
        self._worker.end()
        if self._spare is not None:
            self._spare.end()

    def _start(self) -> Worker:
        return Worker(self.submission, self.limits)

    def _replace_worker(self) -> None:
        self._worker.end()
        self._spent += self._worker.seconds
        self._worker, self._spare = self._spare or self._start(), None


def _outcome(reply: Any, request_id: int, parameters: tuple[str, ...]) -> Outcome:
    """Read one reply.

    Raises:
        WireError, TypeError, ValueError, IndexError, KeyError: it is not of the protocol.
    """
    word, reply_id, *rest = reply
    if reply_id != request_id or type(reply_id) is not int:
        raise WireError("a reply to another request")
    if word == "returned":
        value, changed, printed = rest
        names = tuple(parameters[_number(index)] for index in changed)
        return Outcome("returned", value=value, changed=names, printed=_text(printed))
    if word == "raised":
        described, printed = rest
        return Outcome("raised", error=_error(described), printed=_text(printed))
    if word == "opened":
        return Outcome("returned", line=_number(*rest))
    if word == "missing":
        return Outcome("missing", value=[_text(name) for name in rest[0]])
    if word == "other_parameters":
        signature, line = rest
        return Outcome("other_parameters", note=_text(signature), line=_number(line))
    if reply == ("flooded", request_id):
        return Outcome("flooded")
    raise WireError("an unknown word")


def _error(described: dict[str, Any]) -> Error:
    frames = tuple(
        Frame(_text(file), _number(line), _text(function), _text(source))
        for file, line, function, source in described["frames"]
    )
    return Error(
        _text(described["type"]), _text(described["message"]), frames, _text(described["module"])
    )


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("a text was expected")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("a number was expected")
    return value
