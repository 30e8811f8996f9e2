"""Evidence becomes a Finding: a verdict, a sentence and an example. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.evidence import Evidence
from grader.model import Finding
from grader.subject import Curriculum, Subject, Topic
from grader.submission import Submission

if TYPE_CHECKING:
    from grader.explain.diagnose import Explanation

__all__ = ["Judge"]


@dataclass(frozen=True)
class Judge:
    """Judges the exercises of one assignment.

    Attributes:
        assignment: The assignment.
        submission: What is judged: where its lines are from, and its files, for "did you mean".
        contained: Whether student code could do nothing but compute.
    """

    assignment: Curriculum
    submission: Submission = field(default_factory=lambda: Submission("?"))
    contained: bool = False

    def finding(
        self,
        concept: Topic,
        exercise: Subject,
        evidence: Evidence,
        explanation: Explanation | None = None,
    ) -> Finding:
        """Return the verdict on one exercise, told by its explanation where there is one."""
        if _is_right(evidence):
            return _passed(concept, exercise, evidence)
        from grader.failing import Case  # noqa: PLC0415  (most of what there is to load)

        exercises = frozenset(one.name for _, one in self.assignment.exercises)
        case = Case(
            exercises, self.submission, self.contained, concept, exercise, evidence, explanation
        )
        if evidence.broken is not None:
            return case.broken(evidence.broken)
        if evidence.opened.kind == "not_graded":
            return case.not_graded()
        if evidence.opened.kind != "returned":
            return case.unopened()
        if evidence.counterexample is not None:
            return case.failed(evidence.counterexample)
        unwritten = [trial for trial in evidence.trials if trial.is_unwritten]
        if unwritten:
            return case.unwritten(unwritten)
        return case.not_graded()


def _is_right(evidence: Evidence) -> bool:
    """Say whether everything was tried, and nothing is wrong with it."""
    if evidence.broken is not None or evidence.opened.kind != "returned":
        return False
    is_whole = evidence.counterexample is None and bool(evidence.trials)
    return is_whole and all(trial.is_right for trial in evidence.trials)


def _passed(concept: Topic, exercise: Subject, evidence: Evidence) -> Finding:
    return Finding(
        exercise=exercise.name,
        concept=concept.id,
        status="passed",
        points=exercise.points,
        max_points=exercise.points,
        calls=len(evidence.trials),
        recorded_calls=min(evidence.recorded, len(evidence.trials)),
    )
