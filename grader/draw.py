"""Drives Hypothesis: draws the calls of an exercise, and shrinks one that fails.

Two passes that have nothing to do with each other. *Drawing* only draws: no
student code runs inside Hypothesis, so every student of a seed gets the same
calls. *Shrinking* looks for the smallest call with a property. Both pass every
setting explicitly, because profiles change with the environment (``CI``), keep
no database, and use :class:`ByteProvider`, because Hypothesis would otherwise mix
literals from local source files into what it draws.
"""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Hypothesis writes a folder beside the caller's files unless told where before it is imported.
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "grader-hypothesis")
)

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.internal.conjecture.providers import (
    AVAILABLE_PROVIDERS,
    HypothesisProvider,
)

from grader.authoring import Exercise
from grader.evidence import call_size
from grader.inputs import calls

__all__ = ["draw_calls", "smallest"]

#: Property checks that one shrinking may make before it takes what it has.
MAX_SHRINK_CHECKS = 1_000
#: Arrays of a call with no more elements than this in all can be read at a glance.
SMALL_ENOUGH = 8
_RESTARTS = 4


class ByteProvider(HypothesisProvider):
    """Draws fixed-size bytes in one step: two to three times faster, and nothing mixed in.

    Registering a provider is Hypothesis' documented way to change how choices are
    made; shrinking is untouched by it.
    """

    def draw_bytes(self, min_size: int = 0, max_size: int = 0) -> bytes:
        """Draw uniformly distributed bytes where the size is fixed."""
        if min_size == max_size and self._random is not None:
            return bytes(self._random.randbytes(min_size))
        return bytes(super().draw_bytes(min_size, max_size))

    def _maybe_draw_constant(self, *_args: object, **_kwargs: object) -> None:
        """Mix in no constants from source files: they differ between installations."""


if not hasattr(HypothesisProvider, "_maybe_draw_constant"):
    raise ImportError("this version of Hypothesis draws constants in a way that is not known here")
AVAILABLE_PROVIDERS["grader"] = ByteProvider


def draw_calls(exercise: Exercise, *, seed: int, examples: int) -> tuple[dict[str, Any], ...]:
    """Draw the arguments of ``examples`` calls: the same ones for the same seed.

    Example:
        >>> from grader.inputs import choices
        >>> def twice(n):
        ...     '''Return twice n.'''
        ...     return 2 * n
        >>> exercise = Exercise(function=twice, points=1, hints=("a", "b"),
        ...                     inputs=lambda draw: {"n": draw(choices(n=range(9))).n})
        >>> len(draw_calls(exercise, seed=1, examples=5))
        5
    """
    drawn: list[dict[str, Any]] = []
    _run(exercise, f"{seed}", examples, (Phase.generate,), drawn.append)
    return tuple(drawn[:examples])


def smallest(
    exercise: Exercise,
    fails: Callable[[dict[str, Any]], bool],
    *,
    seed: int,
    examples: int,
) -> dict[str, Any] | None:
    """Return the smallest call found for which ``fails`` is true, or ``None``.

    Begins with the calls that :func:`draw_calls` draws for the same seed. Where
    Hypothesis is left with large arrays, because no single step from there leads
    to a smaller call that fails, it begins anew with other calls, and takes only
    smaller ones. Each search checks ``MAX_SHRINK_CHECKS`` calls at most beyond
    those drawn. ``fails`` may change its mind: what counts is the last call for
    which it was true.
    """
    best = _search(exercise, fails, f"{seed}", examples)
    for attempt in range(_RESTARTS):
        if best is None or call_size(best) <= SMALL_ENOUGH:
            break
        limit = call_size(best)

        def fails_and_is_smaller(arguments: dict[str, Any], limit: int = limit) -> bool:
            return call_size(arguments) < limit and fails(arguments)

        best = _search(exercise, fails_and_is_smaller, f"{seed}/{attempt}", examples) or best
    return best


def _search(
    exercise: Exercise, fails: Callable[[dict[str, Any]], bool], seed: str, examples: int
) -> dict[str, Any] | None:
    """Look for a call that fails, and shrink it."""
    last: dict[str, Any] | None = None
    checks = 0

    def check(arguments: dict[str, Any]) -> None:
        nonlocal last, checks
        checks += 1
        if checks <= MAX_SHRINK_CHECKS + examples and fails(arguments):
            last = arguments
            raise _FoundError

    try:
        _run(exercise, seed, examples, (Phase.generate, Phase.shrink), check)
    except _FoundError:
        pass
    except BaseExceptionGroup as group:
        # Flaky: ``fails`` did not repeat itself. The last call stands.
        if group.subgroup(KeyboardInterrupt):
            raise
    return last


class _FoundError(Exception):
    """The property holds; not an error, but how Hypothesis is told."""


def _run(
    exercise: Exercise,
    seed_text: str,
    examples: int,
    phases: tuple[Phase, ...],
    body: Callable[[dict[str, Any]], object],
) -> None:
    """Run ``body`` under Hypothesis with every setting given."""

    def inner(arguments: dict[str, Any]) -> None:
        body(arguments)

    # ``seed`` inside ``settings``: outside it would be dropped silently.
    test = settings(
        max_examples=examples,
        phases=phases,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        backend="grader",
    )(seed(f"{seed_text}/{exercise.name}")(given(calls(exercise.inputs))(inner)))
    with _interruptible():
        test()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C through: Hypothesis takes it for a wish to stop shrinking."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupted = False

    def on_interrupt(_number: int, _frame: object) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
        if interrupted:
            raise KeyboardInterrupt
