"""Chooses, once, how student processes are started and what contains them.

========  ===========================================  ===============================
level     how                                          where
========  ===========================================  ===============================
full      a zygote's child with a seccomp allowlist     Linux on x86-64 and aarch64
          and, where the kernel has it, Landlock
partial   a fresh process under a Seatbelt profile      macOS (not tried by anybody yet)
none      a fresh process with limits                   everywhere
========  ===========================================  ===============================
"""

from __future__ import annotations

import sys
from typing import Final, Self

from grader.language import N_, _
from grader.worker import seatbelt
from grader.worker.process import Level, Process, StartError, Wanted
from grader.worker.zygote import Zygote, is_possible

__all__ = ["ContainmentError", "Launcher"]

_RANK: Final[dict[str, int]] = {"auto": 0, "none": 0, "partial": 1, "full": 2}
_ELSEWHERE: Final = {
    "linux": N_("this Python has no pidfd_open, which the zygote needs"),
    "win32": N_("Windows has no way to contain a process; under WSL 2 it is full"),
}


class ContainmentError(Exception):
    """Less containment can be had than is asked for; the message is a sentence for people."""


class Launcher:
    """Starts student processes, all of them with the containment that was chosen once.

    Attributes:
        wanted: The least that is accepted.

    Example:
        >>> with Launcher("none") as launcher:
        ...     launcher.level
        'none'
    """

    def __init__(self, wanted: Wanted = "auto") -> None:
        """Begin to start the first process; returns at once, on macOS after a trial.

        Raises:
            ContainmentError: this platform has less than is wanted.
        """
        self.wanted = wanted
        self._chosen: tuple[Level, str] | None = None
        self._is_closed = False
        self._is_complete = False
        self._zygote = Zygote() if wanted != "none" and is_possible() else None
        self._spare: Process | None = None
        if self._zygote is None:
            self._choose()
            self._spare = self._fresh()

    def __enter__(self) -> Self:
        """Return the launcher itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End what was started and is not in use."""
        self.close()

    @property
    def level(self) -> Level:
        """What student code is kept from; waits until it is known.

        Raises:
            ContainmentError: it is less than is wanted.
        """
        return self._choose()[0]

    @property
    def note(self) -> str:
        """How it is kept, or why not, in a few words. Raises what :attr:`level` raises."""
        return self._choose()[1]

    def start(self) -> Process:
        """Start a process for one submission.

        Raises:
            ContainmentError: it would be contained less than is wanted.
            StartError: it does not start.
        """
        self._choose()
        if self._is_closed:
            raise StartError("the launcher was closed")
        if self._zygote is not None:
            return self._fork(self._zygote)
        ready, self._spare = self._spare, None
        return ready or self._fresh()

    def complete(self) -> None:
        """Start none from now on but what has loaded all that may be imported, or can."""
        self._is_complete = True

    def close(self) -> None:
        """End what was started and is not in use; may be called twice."""
        self._is_closed = True
        if self._zygote is not None:
            self._zygote.close()
        if self._spare is not None:
            self._spare.end()

    def _choose(self) -> tuple[Level, str]:
        if self._chosen is None:
            level, note = self._best()
            if _RANK[level] < _RANK[self.wanted]:
                self.close()
                text = _("Containment is {level} here, not {wanted}: {reason}.")
                raise ContainmentError(text.format(level=level, wanted=self.wanted, reason=note))
            self._chosen = level, note
        return self._chosen

    def _best(self) -> tuple[Level, str]:
        """Return the best containment that this machine has, and a sentence about it."""
        if self.wanted == "none":
            return "none", _("as asked")
        if self._zygote is not None:
            return self._by_zygote(self._zygote)
        problem = seatbelt.problem()
        if not problem:
            return "partial", _("by a Seatbelt profile; memory is not limited")
        if sys.platform in _ELSEWHERE:
            return "none", _(_ELSEWHERE[sys.platform])
        return "none", _("Seatbelt was tried, but {problem}").format(problem=problem)

    def _by_zygote(self, zygote: Zygote) -> tuple[Level, str]:
        try:
            layers, problem = zygote.hello()
        except StartError as error:
            layers, problem = (), str(error)
        if layers:
            return "full", _("by {layers}").format(layers=_(" and ").join(layers))
        zygote.close()
        self._zygote = None
        return "none", _("it was tried, but {problem}").format(problem=problem)

    def _fork(self, zygote: Zygote) -> Process:
        """Fork; from a new zygote if this one has been killed, which no student can do."""
        try:
            return self._child_of(zygote)
        except StartError:
            if not zygote.has_ended:  # It cannot fork now, and says why.
                raise
        layers = zygote.hello()
        zygote.close()
        self._zygote = successor = Zygote()
        if successor.hello() != layers:
            self.close()  # For good: never run with less than what the report says.
            raise StartError("a new zygote contains less than the one before")
        return self._child_of(successor)

    def _child_of(self, zygote: Zygote) -> Process:
        # Imported late, as below: it loads numpy, and the zygote starts meanwhile.
        from grader.worker.forked import ForkedProcess  # noqa: PLC0415

        if self._is_complete:
            zygote.complete()
        return ForkedProcess(zygote)

    def _fresh(self) -> Process:
        from grader.worker.fresh import FreshProcess  # noqa: PLC0415

        return FreshProcess(seatbelt.within() if self.level == "partial" else ())
