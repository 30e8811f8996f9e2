"""Tries an exercise: fresh calls through the student's process, all of it Evidence.

This is *gathering*: every call that was drawn is tried, so that counts mean something.
What was wrong is looked into afterwards, in :mod:`grader.confirm`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.authoring import AuthoringError, Concept, Exercise
from grader.compare import difference, in_float64
from grader.draw import draw_calls
from grader.evidence import Broken, Evidence, Outcome, Trial
from grader.language import _
from grader.worker.client import Student

__all__ = ["FATAL", "Question", "disagreement", "draw_question", "gather"]

#: After one of these the process is gone, and the exercise is not called again.
FATAL = frozenset({"timed_out", "crashed", "flooded", "protocol"})


@dataclass(frozen=True)
class Question:
    """The calls of one exercise with their right answers: nothing of the student's.

    Attributes:
        concept: The exercise's concept.
        exercise: The exercise.
        seed: The seed that the calls were drawn with.
        calls: Arguments of each call.
        right: The reference's answer to each.
    """

    concept: Concept
    exercise: Exercise
    seed: int
    calls: tuple[dict[str, Any], ...]
    right: tuple[Any, ...]

    def allowed(self, arguments: dict[str, Any]) -> Any:
        """Return the error that is allowed for a call."""
        return self.exercise.error(arguments)

    def trial(self, arguments: dict[str, Any], outcome: Outcome, right: Any = None) -> Trial:
        """Compare one outcome with the right answer."""
        if right is None:
            right = self.exercise.function(**arguments)
        if outcome.kind != "returned":
            return Trial(arguments, outcome, right)
        allowed = self.allowed(arguments)
        try:
            found = difference(outcome.value, right, allowed, changed=outcome.changed)
        except Exception:  # noqa: BLE001  (what cannot even be compared is no answer)
            return Trial(arguments, Outcome("protocol"), right)
        return Trial(arguments, outcome, right, found)


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
    right = tuple(exercise.function(**arguments) for arguments in calls)
    return Question(concept, exercise, seed, calls, right)


def gather(
    question: Question, student: Student, tick: Callable[[int], None] = lambda _: None
) -> Evidence:
    """Try every call of a question; ``tick`` is told how many further calls have been made."""
    opened = _open(question, student)
    if opened.kind != "returned":
        tick(len(question.calls))
        return Evidence(opened)
    return Evidence(opened, _try_all(question, student, tick))


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


def _open(question: Question, student: Student) -> Outcome:
    """Open the function; a process that dies of it is given a second chance."""
    module, name = question.concept.id, question.exercise.name
    opened = student.open(module, name, question.exercise.parameters)
    if opened.kind in FATAL:
        opened = student.open_afresh()
    return opened


def _try_all(
    question: Question, student: Student, tick: Callable[[int], None]
) -> tuple[Trial, ...]:
    trials: list[Trial] = []
    began = student.seconds
    for arguments, right in zip(question.calls, question.right, strict=True):
        outcome = student.call(tuple(arguments.values()))
        if outcome.kind == "timed_out" and student.open_afresh().kind == "returned":
            # The machine may have been busy: every call gets a second chance.
            outcome = student.call(tuple(arguments.values()))
        trials.append(question.trial(arguments, outcome, right))
        tick(1)
        if outcome.kind in FATAL or outcome.kind == "not_graded":
            break
        is_last = len(trials) == len(question.calls)
        if student.seconds - began > student.limits.exercise and not is_last:
            trials.append(Trial(arguments, Outcome("not_graded", note="slow"), right))
            break
        if not trials[-1].is_right and not trials[-1].is_unwritten:
            student.prepare()
    tick(max(0, len(question.calls) - len(trials)))
    return tuple(trials)
