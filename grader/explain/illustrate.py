"""Chooses what is drawn of a counterexample: how its first wrong number comes about. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.evidence import Trial
from grader.explain.diagnose import Explanation
from grader.explain.picture import draw
from grader.misconception import Way
from grader.model import Picture
from grader.subject import Subject
from grader.trace import Axis, Trace

__all__ = ["illustrated", "names_of", "traced"]


def illustrated(exercise: Subject, trial: Trial, explanation: Explanation | None) -> Picture | None:
    """Draw how the first wrong number comes about, and how a misconception comes to another.

    ``None`` where there is nothing to draw, or no room for it.
    """
    found = trial.difference
    if found is None or found.kind != "values":
        return None
    place = found.wrong[0]
    right = traced(exercise, place, trial.arguments)
    if right is None:
        return None
    candidate = None if explanation is None else explanation.candidate_for(trial.arguments)
    yours = traced(exercise, place, trial.arguments, candidate.parts) if candidate else None
    value = trial.outcome.value
    answer = value if isinstance(right, Axis) else float(value[place])
    picture, kernel = names_of(trial.arguments)
    return draw(right, yours, answer, picture=picture, kernel=kernel)


def names_of(arguments: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a call's picture and its kernel are called; empty where there is none."""
    arrays = [name for name, one in arguments.items() if getattr(one, "ndim", 0)]
    picture, kernel, *_rest = (*arrays, "", "")
    return picture, kernel


def traced(
    exercise: Subject,
    place: tuple[int, ...],
    arguments: Mapping[str, Any],
    ways: Sequence[Way] = (),
) -> Trace | Axis | None:
    """Return how a number comes about; ``None`` where these rules cannot tell."""
    try:
        return exercise.traced(place, arguments, ways)
    except Exception:  # noqa: BLE001  (wrong rules fail in every way that code can)
        return None
