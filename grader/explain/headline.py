"""What every headline of the feedback is made of, and the phrases that several of them need."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass, replace
from typing import Final

from grader.evidence import Error, Outcome
from grader.language import N_, _

__all__ = ["Headline", "end_of", "of_containment", "what_can_be_imported"]

_CONTAINED: Final = N_(
    "While it is checked, code can only compute: it can open no file, start nothing, "
    "and reach no network."
)
_ENDS: Final = {
    "SIGSEGV": N_("segmentation fault"),
    "SIGABRT": N_("abort"),
    "SIGKILL": N_("killed"),
}


@dataclass(frozen=True)
class Headline:
    """A sentence, and what may follow it.

    Attributes:
        text: What came back and what should have; without a full stop.
        details: Further sentences, each with its full stop.
        hint: A pointer for this very failure.
    """

    text: str
    details: tuple[str, ...] = ()
    hint: str = ""

    def and_also(self, detail: str) -> Headline:
        """Return the headline with one more detail, unless that is empty."""
        return replace(self, details=(*self.details, detail)) if detail else self


def end_of(outcome: Outcome) -> str:
    """Name the end of a process in words, where there are any."""
    return _(_ENDS[outcome.note]) if outcome.note in _ENDS else outcome.note


def of_containment(error: Error | None) -> str:
    """Say what a contained process may not do, where that may be why; ``""`` otherwise."""
    if error is None:
        return ""
    # EPERM is what our filter answers; files that merely belong to others give EACCES.
    denied = error.type == "PermissionError" and error.message.startswith("[Errno 1]")
    thread = error.type == "RuntimeError" and error.message == "can't start new thread"
    return _(_CONTAINED) if denied or thread else ""


def what_can_be_imported(module: str, files: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Say what can be imported instead of ``module``, which may have dots."""
    first, _dot, part = module.partition(".")
    if part and (first == "numpy" or first in sys.stdlib_module_names):
        text = _("{module} itself can be imported, but it has no such part here.")
        return (text.format(module=first),)
    if first in sys.stdlib_module_names:
        return (_("That module of Python's cannot be used here."),)
    near = difflib.get_close_matches(first, files, n=1)
    guess = (_("Did you mean {name}?").format(name=near[0]),) if near else ()
    return (_("Only numpy, Python's own modules and your own files can be imported."), *guess)
