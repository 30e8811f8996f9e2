"""One submission's way through the exercises of an assignment: evidence first, then findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from grader.carried import carried_forward
from grader.evidence import Broken, Evidence, Outcome
from grader.gather import FATAL, Question, gather
from grader.judge import Judge
from grader.language import _
from grader.model import Finding, without_points
from grader.subject import Curriculum, Subject, Topic
from grader.submission import Submission
from grader.worker.client import Student

if TYPE_CHECKING:
    from grader.confirm import Confirmed
    from grader.explain.diagnose import Explanation

__all__ = ["Attempt"]

#: Looks into what was wrong; see :mod:`grader.confirm`.
Confirm: TypeAlias = "Callable[[Question, Student, Evidence, Explanation | None], Confirmed]"


def _no_tick(_made: int) -> None:
    """Tell nobody."""


@dataclass
class Attempt:
    """What was tried so far, and what came of it, by exercise.

    Attributes:
        assignment: The assignment.
        submission: The submission.
        questions: The calls of each exercise that was tried.
        evidence: What came back.
        explanations: Why it is wrong, where that is known.
    """

    assignment: Curriculum
    submission: Submission
    questions: dict[str, Question] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    explanations: dict[str, Explanation] = field(default_factory=dict)

    def gather(
        self,
        concept: Topic,
        exercise: Subject,
        question: Callable[[], Question],
        student: Student,
        before: Evidence | None = None,
        tick: Callable[[int], None] = _no_tick,
    ) -> None:
        """Try the student's function on every call of a question.

        * ``question`` makes it; what that raises is not the student's fault.
        * ``before`` is what was recorded and is tried already: it counts, and comes first.
        * ``tick`` is told how many further calls have been made.
        """
        try:
            asked = self.questions[exercise.name] = question()
            if before is not None and _has_ended(before):
                found = before
                tick(len(asked.calls))
            elif self.submission.has(concept.id):
                began = time.perf_counter()
                found = gather(asked, student, tick)
                found = replace(found, seconds=time.perf_counter() - began)
            else:
                found = Evidence(Outcome("missing", note="file"))
                tick(len(asked.calls))
        except Exception as error:  # noqa: BLE001  (the author's code, or ours: not the student's)
            self.questions.pop(exercise.name, None)
            self.evidence[exercise.name] = _broken(error)
            return
        if before is not None and found is not before:
            trials = (*before.trials, *found.trials)
            seconds = before.seconds + found.seconds
            found = replace(found, trials=trials, recorded=len(before.trials), seconds=seconds)
        self.evidence[exercise.name] = found

    @property
    def is_right(self) -> bool:
        """Whether nothing was wrong so far."""
        trials = (trial for found in self.evidence.values() for trial in found.trials)
        return not any(trial.is_wrong for trial in trials)

    def confirm(self, student: Student, confirm: Confirm) -> None:
        """Look into what was wrong, after everything was tried: it takes time from nobody."""
        from grader.explain.diagnose import diagnose  # noqa: PLC0415  (not if all is right)

        for name, question in self.questions.items():
            try:
                explanation = diagnose(question.exercise, self.evidence[name].trials)
            except Exception:  # noqa: BLE001  (ours, or the author's: a reason less, no verdict lost)
                explanation = None
            confirmed = confirm(question, student, self.evidence[name], explanation)
            self.evidence[name] = confirmed.evidence
            if confirmed.explanation is not None:
                self.explanations[name] = confirmed.explanation

    @property
    def tried(self) -> dict[str, Evidence]:
        """The evidence of each exercise for which the grader is not at fault."""
        return {name: one for name, one in self.evidence.items() if one.broken is None}

    def shown(self) -> Iterator[Question]:
        """Yield the calls that will be shown, each as a question of its own."""
        for name, question in self.questions.items():
            example = self.evidence[name].counterexample
            if example is not None:
                yield replace(question, calls=(example.arguments,), right=(example.right,))

    def break_down(self, problems: Mapping[str, Broken]) -> None:
        """Take the grader's own faults, by exercise, for what they are."""
        for name, problem in problems.items():
            self.evidence[name] = replace(self.evidence[name], broken=problem)

    def findings(self, *, contained: bool, strict: bool) -> tuple[Finding, ...]:
        """Judge everything that was tried.

        * ``contained`` says whether student code could do nothing but compute.
        * ``strict`` lets a mistake cost points wherever it shows.
        """
        judge = Judge(self.assignment, self.submission, contained=contained)
        findings = []
        for concept, exercise in self.assignment.exercises:
            found = self.evidence.get(exercise.name)
            if found is None:
                continue
            try:
                explanation = self.explanations.get(exercise.name)
                finding = judge.finding(concept, exercise, found, explanation)
            except Exception as error:  # noqa: BLE001  (ours; the other verdicts are not lost)
                finding = judge.finding(concept, exercise, _broken(error))
                if any(trial.is_wrong for trial in found.trials):
                    finding = without_points(finding)
            seconds = round(found.seconds, 3)
            findings.append(msgspec.structs.replace(finding, seconds=seconds))
        return tuple(findings) if strict else carried_forward(self.assignment, findings)


def _has_ended(before: Evidence) -> bool:
    """Say whether there is no use in further calls: the function is not there, or hangs or dies."""
    if before.opened.kind != "returned":
        return True
    last = before.trials[-1].outcome.kind if before.trials else ""
    return last in FATAL or last == "not_graded"


def _broken(error: Exception) -> Evidence:
    """Return the evidence of a fault that is not the student's."""
    problem = _("the grader failed with {type}: {message}").format(
        type=type(error).__name__, message=error
    )
    return Evidence(Outcome("returned"), broken=Broken(problem))
