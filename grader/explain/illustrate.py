"""Chooses what is drawn of a counterexample: how its first wrong number comes about. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

import numpy as np

from grader.evidence import Trial
from grader.explain.diagnose import Explanation
from grader.explain.picture import draw
from grader.explain.picture_rows import draw_answer_rows
from grader.explain.picture_text import Answer, where
from grader.explain.rows import is_rows
from grader.misconception import Way
from grader.model import Picture
from grader.sequences import part_of
from grader.subject import Subject
from grader.trace import Axis, Drawable, Trace

__all__ = ["answer_at", "illustrated", "traced", "words_for"]


def illustrated(exercise: Subject, trial: Trial, explanation: Explanation | None) -> Picture | None:
    """Draw how the first wrong number comes about, and how a misconception comes to another.

    An answer that is a list of rows is drawn as it is, beside the student's.

    ``None`` where there is nothing to draw, or no room for it.
    """
    found = trial.difference
    if found is None:
        return None
    value = trial.outcome.value
    if is_rows(trial.right) and found.kind != "changed_argument":
        row = found.wrong[0][0] if found.wrong and found.wrong[0] else None
        return draw_answer_rows(trial.right, value, exercise.columns, row)
    if found.kind != "values":
        return None
    place = found.wrong[0]
    right = traced(exercise, place, trial.arguments)
    if right is None:
        return None
    candidate = None if explanation is None else explanation.candidate_for(trial.arguments)
    yours = traced(exercise, place, trial.arguments, candidate.parts) if candidate else None
    answer = answer_at(right, place, value)
    names = words_for(exercise, trial.arguments, place, trial.right)
    return draw(right, yours, answer, **names)


class Words(TypedDict):
    """What a drawing is labelled with; see :func:`grader.explain.picture.draw`."""

    picture: str
    kernel: str
    columns: tuple[str, ...]
    title: str


def words_for(
    exercise: Subject, arguments: Mapping[str, Any], place: tuple[int, ...], right: Any
) -> Words:
    """Return what a drawing of the number at a place of a right answer is labelled with.

    A call's first array is its picture, and the second one its kernel.
    """
    arrays = [name for name, one in arguments.items() if getattr(one, "ndim", 0)]
    picture, kernel, *_rest = (*arrays, "", "")
    title = where(place) if isinstance(right, np.ndarray) else ""
    return Words(picture=picture, kernel=kernel, columns=exercise.columns, title=title)


def answer_at(drawn: Drawable, place: tuple[int, ...], value: Any) -> Answer:
    """Return what a drawing is held against: the number at a place, or all sizes of an answer."""
    if isinstance(drawn, Axis):
        sizes: Answer = value
        return sizes
    if isinstance(drawn, Trace) or isinstance(value, np.ndarray):
        return float(part_of(value, place))
    parts: Answer = value
    return parts


def traced(
    exercise: Subject,
    place: tuple[int, ...],
    arguments: Mapping[str, Any],
    ways: Sequence[Way] = (),
) -> Drawable | None:
    """Return how a number comes about; ``None`` where these rules cannot tell."""
    try:
        return exercise.traced(place, arguments, ways)
    except Exception:  # noqa: BLE001  (wrong rules fail in every way that code can)
        return None
