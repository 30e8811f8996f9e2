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

from grader.authoring import Concept, Exercise
from grader.compare import difference, in_float64
from grader.draw import draw_calls, smallest
from grader.evidence import Broken, Evidence, Outcome, Trial
from grader.worker.client import Student
from grader.worker.wire import encode

__all__ = ["Question", "disagreement", "draw_question", "explore"]

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
        return None if self.exercise.allowed is None else self.exercise.allowed(**arguments)

    def trial(self, arguments: dict[str, Any], outcome: Outcome, right: Any = None) -> Trial:
        """Compare one outcome with the right answer."""
        if right is None:
            right = self.exercise.function(**arguments)
        if outcome.kind != "returned":
            return Trial(arguments, outcome, right)
        found = difference(outcome.value, right, self.allowed(arguments), changed=outcome.changed)
        return Trial(arguments, outcome, right, found)


def draw_question(concept: Concept, exercise: Exercise, *, seed: int, examples: int) -> Question:
    """Draw an exercise's calls and answer them with the reference.

    Raises:
        Exception: whatever the author's code raised.
    """
    calls = draw_calls(exercise, seed=seed, examples=examples)
    right = tuple(exercise.function(**arguments) for arguments in calls)
    return Question(concept, exercise, seed, calls, right)


def explore(
    question: Question, student: Student, tick: Callable[[int], None] = lambda _: None
) -> Evidence:
    """Try one exercise on a student; ``tick`` is told how many calls have been made.

    Raises:
        Exception: the reference failed on a call found by shrinking.
    """
    opened = _open(question, student)
    if opened.kind != "returned":
        tick(len(question.calls))
        return Evidence(opened)
    trials = _gather(question, student, tick)
    evidence = Evidence(opened, trials)
    wrong = [trial for trial in trials if not trial.is_right and trial.outcome.kind != "not_graded"]
    if not wrong or all(trial.is_unwritten for trial in wrong):
        return evidence
    return _confirm(question, student, evidence, wrong)


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


def _gather(question: Question, student: Student, tick: Callable[[int], None]) -> tuple[Trial, ...]:
    trials: list[Trial] = []
    retries = 1
    for arguments, right in zip(question.calls, question.right, strict=True):
        outcome = student.call(tuple(arguments.values()))
        if outcome.kind == "timed_out" and retries:
            # The machine may have been busy: every exercise gets one second chance.
            retries -= 1
            opened = student.open_afresh()
            if opened.kind == "returned":
                outcome = student.call(tuple(arguments.values()))
        trials.append(question.trial(arguments, outcome, right))
        tick(1)
        if outcome.kind in FATAL or outcome.kind == "not_graded":
            break
        if not trials[-1].is_right and not trials[-1].is_unwritten:
            student.prepare()
    tick(len(question.calls) - len(trials))
    return tuple(trials)


def _confirm(
    question: Question, student: Student, evidence: Evidence, wrong: list[Trial]
) -> Evidence:
    """Ask again in a fresh process, shrink there, and ask the result again."""
    # The symptom that most calls show; NotImplementedError only where there is nothing else.
    counts = Counter(trial.symptom for trial in wrong if not trial.is_unwritten)
    symptom = counts.most_common(1)[0][0]
    first = min((trial for trial in wrong if trial.symptom == symptom), key=lambda one: one.size)
    if symptom == "timed_out":  # Asked twice already.
        return replace(evidence, counterexample=first)
    again = _ask_afresh(student, first)
    if again is None or again.kind == "not_graded":
        return replace(evidence, counterexample=first)
    if not _same(question, first, again):
        return replace(evidence, counterexample=first, second_answer=again)
    if first.outcome.kind in FATAL:
        return replace(evidence, counterexample=first)
    student.prepare()
    small = _shrink(question, student, evidence.trials, symptom) or first
    again = _ask_afresh(student, small)
    if again is None or again.kind == "not_graded" or _same(question, small, again):
        return replace(evidence, counterexample=small)
    return replace(evidence, counterexample=small, second_answer=again)


def _ask_afresh(student: Student, trial: Trial) -> Outcome | None:
    """Ask for one call in a fresh process; ``None`` where it could not be asked."""
    if student.open_afresh().kind != "returned":
        return None
    return student.call(tuple(trial.arguments.values()))


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
    pair = (before.value, after.value)
    if any(getattr(value, "dtype", None) not in ("float32", "float64") for value in pair):
        return False
    allowed = question.allowed(trial.arguments) if before.value.shape == trial.right.shape else None
    return difference(after.value, before.value, allowed) is None


def _shrink(
    question: Question, student: Student, trials: tuple[Trial, ...], symptom: str
) -> Trial | None:
    """Find the smallest call with this symptom; what was gathered is not asked again."""
    known = {encode(tuple(trial.arguments.values())): trial for trial in trials}
    gave_up = False
    broken: list[Exception] = []

    def fails(arguments: dict[str, Any]) -> bool:
        nonlocal gave_up
        key = encode(tuple(arguments.values()))
        if key not in known:
            if gave_up:
                return False
            outcome = student.call(tuple(arguments.values()))
            # One that hangs or dies while shrinking would do so again and again.
            gave_up = outcome.kind in FATAL or outcome.kind == "not_graded"
            try:
                known[key] = question.trial(arguments, outcome)
            except Exception as error:  # noqa: BLE001  (Hypothesis would take it for a find)
                broken.append(error)
                return False
        return known[key].symptom == symptom

    found = smallest(question.exercise, fails, seed=question.seed, examples=len(question.calls))
    if broken:
        raise broken[0]
    return None if found is None else known[encode(tuple(found.values()))]
