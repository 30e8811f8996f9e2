"""Recorded calls of an exercise, as the casebook has them: no Hypothesis, no reference."""

from __future__ import annotations

from collections.abc import Callable

from grader.gather import Call, Question
from grader.recorded import RecordedConcept, RecordedExercise

__all__ = ["recorded_question"]


def recorded_question(concept: RecordedConcept, exercise: RecordedExercise) -> Question:
    """Return the recorded calls of an exercise, with their right answers.

    Raises:
        CasebookError: they cannot be read.
    """

    def search(has: Callable[[Call], bool]) -> Call | None:
        return next(filter(has, exercise.calls), None)

    calls = exercise.calls
    right = tuple(map(exercise.right, calls))
    return Question(concept, exercise, calls, right, search, is_recorded=True)
