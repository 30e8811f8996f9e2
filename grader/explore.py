"""Tries an exercise: fresh calls through the student's process, one shrunk, all of it Evidence.

First *gathering*: every call that was drawn is tried, so that counts mean
something. Then, only after a failure, one wrong-looking call is asked again in a
fresh process, *shrinking* goes on there, and its result is asked once more in
yet another one. What answers differently there remembers or guesses; that is
told instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from grader.authoring import AuthoringError, Concept, Exercise
from grader.compare import difference, in_float64, same_up_to_rounding
from grader.draw import draw_calls, smallest
from grader.evidence import Broken, Evidence, Outcome, Trial
from grader.worker.client import Student
from grader.worker.wire import encode

__all__ = ["Question", "confirm", "disagreement", "draw_question", "gather"]

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


def confirm(question: Question, student: Student, evidence: Evidence) -> Evidence:
    """Look into what was wrong: ask again, shrink, and ask again; nothing to do otherwise."""
    wrong = [trial for trial in evidence.trials if trial.is_wrong]
    if not wrong or all(trial.is_unwritten for trial in wrong):
        return evidence
    # The symptom that most calls show; NotImplementedError only where there is nothing else.
    counts = Counter(trial.symptom for trial in wrong if not trial.is_unwritten)
    symptom = counts.most_common(1)[0][0]
    first = min((trial for trial in wrong if trial.symptom == symptom), key=lambda one: one.size)
    try:
        return _confirm(question, student, replace(evidence, counterexample=first), first)
    except Exception:  # noqa: BLE001  (what was wrong stays wrong, whatever comes of looking closer)
        return replace(evidence, counterexample=first)


def disagreement(question: Question, answers: list[tuple[str, Any]]) -> Broken | None:
    """Say where tf.nn's answers differ from the reference's; ``None`` where they agree."""
    pairs = zip(question.calls, question.right, answers, strict=True)
    for arguments, right, (word, answer) in pairs:
        trial = Trial(arguments, Outcome("protocol"), right)
        if word == "raised":
            return Broken("tf.nn gives no answer", (f"tf.nn raised {answer}.",), trial)
        allowed = in_float64(question.allowed(arguments), right)
        if difference(answer, right, allowed) is not None:
            return Broken("the reference and tf.nn do not agree", trial=trial)
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


def _confirm(question: Question, student: Student, evidence: Evidence, first: Trial) -> Evidence:
    """Ask for a wrong call again in a fresh process, shrink it there, and ask for the result."""
    if first.symptom in {"timed_out", "protocol"}:  # Asked twice already; seen is seen.
        return evidence
    again = _ask_afresh(question, student, first)
    if again is None:
        return evidence
    if not _same(question, first, again):
        return replace(evidence, second_answer=again)
    if first.outcome.kind in FATAL:
        return evidence
    student.prepare()
    small = _shrink(question, student, evidence.trials, first.symptom) or first
    again = _ask_afresh(question, student, small)
    unsteady = again is not None and not _same(question, small, again)
    return replace(evidence, counterexample=small, second_answer=again if unsteady else None)


def _ask_afresh(question: Question, student: Student, trial: Trial) -> Outcome | None:
    """Ask for one call in a fresh process; ``None`` where it could not be asked."""
    parameters = question.exercise.parameters
    module, name = question.concept.id, question.exercise.name
    if student.open(module, name, parameters, afresh=True).kind != "returned":
        return None
    outcome = student.call(tuple(trial.arguments.values()))
    return None if outcome.kind == "not_graded" else outcome


def _same(question: Question, trial: Trial, again: Outcome) -> bool:
    """Say whether two answers to one call are the same, up to rounding."""
    before, after = trial.outcome, again
    if before.kind != after.kind or before.changed != after.changed:
        return False
    if before.kind == "raised":
        return (
            before.error is not None
            and after.error is not None
            and (before.error.type == after.error.type)
        )
    if before.kind != "returned" or encode(before.value) == encode(after.value):
        return True
    # Sums of floats may differ in the last bit between processes.
    return same_up_to_rounding(
        before.value, after.value, trial.right, question.allowed(trial.arguments)
    )


def _shrink(
    question: Question, student: Student, trials: tuple[Trial, ...], symptom: str
) -> Trial | None:
    """Find the smallest call with this symptom; what was gathered is not asked again."""
    known = {encode(tuple(trial.arguments.values())): trial for trial in trials}
    began = student.seconds
    gave_up = False

    def fails(arguments: dict[str, Any]) -> bool:
        nonlocal gave_up
        key = encode(tuple(arguments.values()))
        if key not in known:
            if gave_up:
                return False
            outcome = student.call(tuple(arguments.values()))
            # One that hangs or dies while shrinking would do so again and again.
            gave_up = outcome.kind in FATAL or outcome.kind == "not_graded"
            gave_up = gave_up or student.seconds - began > student.limits.shrinking
            known[key] = question.trial(arguments, outcome)
        return known[key].symptom == symptom

    found = smallest(question.exercise, fails, seed=question.seed, examples=len(question.calls))
    return None if found is None else known[encode(tuple(found.values()))]
