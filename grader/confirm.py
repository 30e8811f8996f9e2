"""Looks into what was wrong: asks again, and finds a call that a person can check.

Only after a failure, one wrong-looking call is asked again in a fresh process, a smaller
one is looked for there, and that one is asked once more in yet another process. What answers
differently there remembers or guesses; that is told instead. Where a misconception
explains every answer so far, the smallest call that shows it is found without the
student's process, and then asked there: another answer refutes the explanation.

Where the calls were recorded there is nothing to look for: the smallest of those that were
tried is shown, after it was asked once more in a fresh process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from grader.compare import same_up_to_rounding
from grader.evidence import Evidence, Outcome, Trial
from grader.explain.candidate import Case, agrees, shows
from grader.explain.diagnose import Explanation
from grader.gather import FATAL, Question
from grader.worker.client import Student
from grader.worker.wire import encode

__all__ = ["Confirmed", "confirm", "confirm_recorded", "unconfirmed"]


@dataclass(frozen=True)
class Confirmed:
    """What is left after a closer look.

    Attributes:
        evidence: With a counterexample, where something was wrong.
        explanation: What explains it, unless the closer look has refuted it.
    """

    evidence: Evidence
    explanation: Explanation | None = None


def confirm(
    question: Question,
    student: Student,
    evidence: Evidence,
    explanation: Explanation | None = None,
) -> Confirmed:
    """Look into what was wrong: ask again, shrink, and ask again; nothing to do otherwise."""
    return _looked(_Search(question, student, evidence, explanation), _Search.from_trial)


def unconfirmed(
    _question: Question,
    _student: Student,
    evidence: Evidence,
    explanation: Explanation | None = None,
) -> Confirmed:
    """Take what was tried as it is, because more will be tried."""
    return Confirmed(replace(evidence, counterexample=_first(evidence)), explanation)


def confirm_recorded(
    question: Question,
    student: Student,
    evidence: Evidence,
    explanation: Explanation | None = None,
) -> Confirmed:
    """Choose the call to show among those that were tried, and ask it again."""
    return _looked(_Search(question, student, evidence, explanation), _Search.from_recorded)


def _looked(search: _Search, look: Callable[[_Search, Trial], Confirmed]) -> Confirmed:
    """Look closer, if anything is wrong; the smallest wrong call is what to begin with."""
    first = _first(search.evidence)
    if first is None:
        return Confirmed(search.evidence)
    try:
        return look(search, first)
    except Exception:  # noqa: BLE001  (what was wrong stays wrong, whatever comes of looking closer)
        return Confirmed(replace(search.evidence, counterexample=first), search.explanation)


def _recorded(question: Question, evidence: Evidence, explanation: Explanation) -> Trial | None:
    """Return the smallest recorded call that shows an explanation, if there is one."""
    if explanation.form is not None:
        return None
    showing = (
        trial
        for trial in evidence.trials[: evidence.recorded]
        if trial.is_wrong and _shows(question, explanation, trial.arguments)
    )
    return next(showing, None)


def _first(evidence: Evidence) -> Trial | None:
    """Return the smallest of the calls with the commonest symptom, if anything is wrong."""
    wrong = [trial for trial in evidence.trials if trial.is_wrong]
    # NotImplementedError counts only where there is nothing else, and then nothing is wrong.
    counts = Counter(trial.symptom for trial in wrong if not trial.is_unwritten)
    if not counts:
        return None
    symptom = counts.most_common(1)[0][0]
    return min((trial for trial in wrong if trial.symptom == symptom), key=lambda one: one.size)


@dataclass(frozen=True)
class _Search:
    """The search for a counterexample of one exercise."""

    question: Question
    student: Student
    evidence: Evidence
    explanation: Explanation | None

    def from_trial(self, first: Trial) -> Confirmed:
        """Ask for a wrong call again in a fresh process, and look for a better one there."""
        evidence = replace(self.evidence, counterexample=first)
        if first.symptom in {"timed_out", "protocol"}:  # Asked twice already; seen is seen.
            return Confirmed(evidence)
        again = self.ask_afresh(first)
        if again is None:
            return Confirmed(evidence, self.explanation)
        if not self.same(first, again):
            return Confirmed(replace(evidence, second_answer=again))
        if first.outcome.kind in FATAL:
            return Confirmed(evidence)
        self.student.prepare()
        question, explanation = self.question, self.explanation
        small = None
        if explanation is not None:
            # The smallest calls that show a mistake were looked for when they were recorded.
            small = _recorded(question, evidence, explanation) or self.showing(explanation)
        if small is not None and small.outcome.kind not in {"returned", "raised"}:
            # It hangs or dies there, or its time is up: nothing speaks for the explanation.
            kept = explanation if small.outcome.kind == "not_graded" else None
            return Confirmed(evidence, kept)
        if small is not None and not self.borne_out(small):
            explanation = None
        if small is None or explanation is None:
            small = self.shrunk(first.symptom) or first
            explanation = explanation if self.borne_out(small) else None
        again = self.ask_afresh(small)
        if again is not None and not self.same(small, again):
            return Confirmed(replace(evidence, counterexample=small, second_answer=again))
        return Confirmed(replace(evidence, counterexample=small), explanation)

    def from_recorded(self, first: Trial) -> Confirmed:
        """Choose the smallest call that shows what is wrong, and ask for it in a fresh process."""
        if self.explanation is not None:
            first = _recorded(self.question, self.evidence, self.explanation) or first
        evidence = replace(self.evidence, counterexample=first)
        if first.symptom in {"timed_out", "protocol"}:  # Asked twice already; seen is seen.
            return Confirmed(evidence)
        again = self.ask_afresh(first)
        if again is not None and not self.same(first, again):
            return Confirmed(replace(evidence, second_answer=again))
        return Confirmed(evidence, None if first.outcome.kind in FATAL else self.explanation)

    def ask(self, arguments: dict[str, Any]) -> Trial:
        outcome = self.student.call(tuple(arguments.values()))
        return self.question.trial(arguments, outcome)

    def ask_afresh(self, trial: Trial) -> Outcome | None:
        """Ask for one call in a fresh process; ``None`` where it could not be asked."""
        exercise = self.question.exercise
        place = (self.question.concept.id, exercise.name, exercise.parameters)
        if self.student.open(*place, afresh=True).kind != "returned":
            return None
        outcome = self.student.call(tuple(trial.arguments.values()))
        return None if outcome.kind == "not_graded" else outcome

    def same(self, trial: Trial, again: Outcome) -> bool:
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
        allowed = self.question.allowed(trial.arguments)
        return same_up_to_rounding(before.value, after.value, trial.right, allowed)

    def showing(self, explanation: Explanation) -> Trial | None:
        """Return the smallest call that shows a misconception, as the student answers it."""
        question = self.question

        def shows(arguments: dict[str, Any]) -> bool:
            return _shows(question, explanation, arguments)

        if explanation.form is not None:
            return None
        found = question.search(shows)
        return None if found is None else self.ask(found)

    def borne_out(self, trial: Trial) -> bool:
        """Say whether one more answer of the student's is what the explanation gives."""
        explanation, exercise = self.explanation, self.question.exercise
        candidate = None if explanation is None else explanation.candidate_for(trial.arguments)
        if explanation is None or candidate is None:
            return True
        predicted = explanation.predict(exercise, trial.arguments)
        if predicted.kind == "undefined":
            return True
        if predicted.kind == "raises" or trial.outcome.kind != "returned":
            return (predicted.kind == "raises") == (trial.outcome.kind == "raised")
        return agrees(exercise, candidate, Case.of(exercise, trial), predicted.value)

    def shrunk(self, symptom: str) -> Trial | None:
        """Find the smallest call with this symptom; what was gathered is not asked again."""
        known = {encode(tuple(one.arguments.values())): one for one in self.evidence.trials}
        began = self.student.seconds
        gave_up = False

        def fails(arguments: dict[str, Any]) -> bool:
            nonlocal gave_up
            key = encode(tuple(arguments.values()))
            if key not in known:
                if gave_up:
                    return False
                trial = known[key] = self.ask(arguments)
                # One that hangs or dies while shrinking would do so again and again.
                gave_up = trial.outcome.kind in FATAL or trial.outcome.kind == "not_graded"
                limit = self.student.limits.shrinking
                gave_up = gave_up or self.student.seconds - began > limit
            return known[key].symptom == symptom

        found = self.question.search(fails)
        return None if found is None else known[encode(tuple(found.values()))]


def _shows(question: Question, explanation: Explanation, arguments: dict[str, Any]) -> bool:
    """Say whether a call shows what explains it."""
    candidate = explanation.candidate_for(arguments)
    return candidate is not None and shows(question.exercise, candidate, arguments)
