"""Finds misconceptions that are one behaviour in an exercise, whatever it is called with."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from grader.authoring import Exercise
from grader.compare import same_answer
from grader.draw import draw_calls
from grader.explain.candidate import AT_LEAST, Candidate, Prediction, predict

__all__ = ["Predicted", "found_alike"]

#: Calls on which two have to agree, beyond those of a check.
CALLS: Final = 2_000
#: Two computations of one number differ by less than this share, or by less than this.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Predicted:
    """What a function with these misconceptions does on each of some calls."""

    candidate: Candidate
    answers: list[Prediction]


def found_alike(
    exercise: Exercise, every: Sequence[Predicted], *, seed: int
) -> tuple[frozenset[str], ...]:
    """Return groups of ids that give the same answers to thousands of calls, in some variant.

    * ``every`` one comes with what it does on a few calls, which tell most of them apart.
    * ``seed`` is for the calls on which the others are compared.
    """
    alike = [
        (one.candidate, other.candidate)
        for one, other in itertools.combinations(every, 2)
        if one.candidate.ids != other.candidate.ids
        and _same(zip(one.answers, other.answers, strict=True))
    ]
    calls = draw_calls(exercise, seed=seed, examples=CALLS) if alike else ()
    groups: list[frozenset[str]] = []
    for one, other in alike:
        both = ((predict(exercise, one, call), predict(exercise, other, call)) for call in calls)
        if _same(both, at_least=AT_LEAST):
            joined = frozenset((*one.ids, *other.ids))
            touched = [group for group in groups if group & joined]
            groups = [group for group in groups if group not in touched]
            groups.append(joined.union(*touched))
    return tuple(groups)


def _same(both: Iterable[tuple[Prediction, Prediction]], *, at_least: int = 0) -> bool:
    """Say whether two do the same wherever both are defined, and that is somewhere."""
    defined = 0
    for one, other in both:
        if "undefined" in {one.kind, other.kind}:
            continue
        if one.kind != other.kind or not _same_value(one.value, other.value):
            return False
        defined += 1
    return defined >= at_least


def _same_value(one: Any, other: Any) -> bool:
    if one is None and other is None:  # Both raise.
        return True
    if isinstance(other, float):
        return same_answer(one, other, abs(other) * _ROUNDING + _ROUNDING)
    if not isinstance(other, np.ndarray):
        return same_answer(one, other, None)
    with np.errstate(all="ignore"):
        return same_answer(one, other, np.abs(other) * _ROUNDING + _ROUNDING)
