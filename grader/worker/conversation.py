"""The judge's end of one student process: asks, waits, and gives up.

Everything that comes back is a claim of untrusted code. What follows the
protocol becomes an :class:`~grader.evidence.Outcome`; what does not is the
outcome ``protocol``, and that process is ended.
"""

from __future__ import annotations

import difflib
import itertools
import secrets
import signal
import time
from collections import deque
from dataclasses import replace
from typing import Any

from grader.evidence import Limits, Outcome
from grader.language import _
from grader.submission import Submission
from grader.worker.process import Process, StartError
from grader.worker.reply import read_reply
from grader.worker.wire import WireError, decode, encode

__all__ = ["Worker"]

#: Files that cannot be read, as many as are named to the student's process.
MAX_UNREADABLE = 1_000


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
        self._sent: deque[tuple[str, int]] = deque()
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
        outcome = self._reply(self._request("open", module, function, parameters))
        if outcome.kind == "missing":
            near = difflib.get_close_matches(function, outcome.value, n=1, cutoff=0.75)
            return replace(outcome, value=None, note=near[0] if near else "")
        return outcome

    def call(self, arguments: tuple[Any, ...]) -> Outcome:
        """Call the function that was opened last.

        Raises:
            StartError: it was ended from outside, or needs modules that are not loaded in it.
        """
        self.send(arguments)
        return self.receive()

    @property
    def has_room(self) -> bool:
        """Whether one more call may be on its way: a few, so that neither side waits for long."""
        return len(self._sent) < self._process.ahead

    @property
    def is_answered(self) -> bool:
        """Whether no call is on its way."""
        return not self._sent

    def send(self, arguments: tuple[Any, ...]) -> None:
        """Send a call of the function that was opened last, without waiting for the answer."""
        self._sent.append(self._request("call", arguments))

    def receive(self) -> Outcome:
        """Return what came of the call that was sent first, of those on their way.

        Raises:
            StartError: as :meth:`call`.
        """
        return self._reply(self._sent.popleft())

    def cpu_seconds(self) -> float | None:
        """Return the processor time used, also of a process that was ended."""
        return self._process.cpu_seconds()

    def end(self) -> None:
        """End the process; may be called twice."""
        self.ended = True
        self._process.end()

    def _request(self, word: str, *content: object) -> tuple[str, int]:
        self.wait_until_ready()
        request_id = secrets.randbits(56)
        self._process.send(encode((word, request_id, *content)))
        return word, request_id

    def _reply(self, request: tuple[str, int]) -> Outcome:
        began = time.perf_counter()
        outcome = self._await(request)
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
