"""Chooses what is drawn of a counterexample: how its first wrong number comes about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.authoring import Exercise
from grader.evidence import Trial
from grader.explain.diagnose import Explanation
from grader.explain.picture import draw
from grader.misconception import Model, Rule
from grader.model import Picture
from grader.trace import Axis, Trace

__all__ = ["illustrated"]

_NOTHING: Mapping[str, Rule] = MappingProxyType({})


def illustrated(
    exercise: Exercise, trial: Trial, explanation: Explanation | None
) -> Picture | None:
    """Draw how the first wrong number comes about, and how a misconception comes to another.

    ``None`` where there is nothing to draw, or no room for it.
    """
    model, found = exercise.model, trial.difference
    if model is None or found is None or found.kind != "values":
        return None
    place = found.wrong[0]
    right = _traced(model, place, trial.arguments, _NOTHING)
    if right is None:
        return None
    candidate = None if explanation is None else explanation.candidate_for(trial.arguments)
    yours = _traced(model, place, trial.arguments, candidate.rules) if candidate else None
    value = trial.outcome.value
    answer = value if isinstance(right, Axis) else float(value[place])
    arrays = [name for name, one in trial.arguments.items() if getattr(one, "ndim", 0)]
    picture, kernel, *_rest = (*arrays, "", "")
    return draw(right, yours, answer, picture=picture, kernel=kernel)


def _traced(
    model: Model, place: tuple[int, ...], arguments: Mapping[str, Any], rules: Mapping[str, Rule]
) -> Trace | Axis | None:
    """Return how a number comes about; ``None`` where these rules cannot tell."""
    try:
        return model.traced(place, arguments, rules)
    except Exception:  # noqa: BLE001  (wrong rules fail in every way that code can)
        return None
