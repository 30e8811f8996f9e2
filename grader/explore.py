"""Fresh calls of an exercise from Hypothesis, with the reference's answers; tf.nn agrees or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.authoring import AuthoringError, Concept, Exercise
from grader.compare import difference, in_float64
from grader.draw import draw_calls, smallest
from grader.evidence import Broken, Outcome, Trial
from grader.gather import Call, Question
from grader.language import _
from grader.readable import readable

__all__ = ["disagreement", "draw_question"]


def draw_question(concept: Concept, exercise: Exercise, *, seed: int, examples: int) -> Question:
    """Draw an exercise's calls and answer them with the reference.

    Raises:
        AuthoringError: the inputs are not those of the function.
        Exception: whatever the author's code raised.
    """
    calls = draw_calls(exercise, seed=seed, examples=examples)
    for arguments in calls:
        if tuple(arguments) != exercise.parameters:
            raise AuthoringError(
                f"{exercise.name} takes {exercise.parameters}, "
                f"but its inputs are drawn as {tuple(arguments)}"
            )
    if not calls:
        raise AuthoringError(f"the inputs of {exercise.name} draw no calls")

    def search(has: Callable[[Call], bool]) -> Call | None:
        found = smallest(exercise, has, seed=seed, examples=len(calls))
        return None if found is None else readable(found, has, exercise.may_ask)

    right = tuple(map(exercise.right, calls))
    return Question(concept, exercise, calls, right, search)


def disagreement(question: Question, answers: list[tuple[str, Any]]) -> Broken | None:
    """Say where tf.nn's answers differ from the reference's; ``None`` where they agree."""
    pairs = zip(question.calls, question.right, answers, strict=True)
    for arguments, right, (word, answer) in pairs:
        trial = Trial(arguments, Outcome("protocol"), right)
        if word == "raised":
            return Broken(
                _("tf.nn gives no answer"),
                (_("tf.nn raised {error}.").format(error=answer),),
                trial,
            )
        allowed = in_float64(question.allowed(arguments), right)
        if difference(answer, right, allowed) is not None:
            return Broken(_("the reference and tf.nn do not agree"), trial=trial)
    return None
