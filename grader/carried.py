"""Error carried forward: a mistake that is made once costs points once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from grader.model import Finding
from grader.subject import Curriculum, Subject

__all__ = ["carried_forward"]


def carried_forward(assignment: Curriculum, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Fold findings under those they follow from: they keep their points.

    An exercise follows from one that it requires if every misconception named for it is
    named for what it requires too. Only what is named counts: never symptoms, and never
    one of two that could both be it.
    """
    exercises = {exercise.name: exercise for _, exercise in assignment.exercises}
    by_name = {finding.exercise: finding for finding in findings}
    folded: dict[str, Finding] = {}
    for finding in findings:
        exercise = exercises[finding.exercise]
        required = [by_name[name] for name in _required(exercise, exercises) if name in by_name]
        causes = _causes(exercise, finding, required)
        if not causes:
            folded[finding.exercise] = finding
            continue
        # Of two that are wrong, it stands with what comes first.
        first = min(causes, key=required.index)
        # A cause may be folded itself: then what it follows from is the cause.
        cause = folded[first.exercise].because_of or first.exercise
        folded[finding.exercise] = msgspec.structs.replace(
            finding, because_of=cause, points=finding.max_points
        )
    return tuple(folded[finding.exercise] for finding in findings)


def _causes(exercise: Subject, finding: Finding, required: Sequence[Finding]) -> list[Finding]:
    """Return one required finding for each misconception; none if anything is its own."""
    if finding.diagnosis is not None and finding.diagnosis.symptoms:
        return []  # Something else is wrong too, and that is its own.
    causes = []
    for name in _named(finding):
        alike = next((set(group) for group in exercise.alike if name in group), {name})
        cause = next((one for one in required if alike & set(_named(one))), None)
        if cause is None:
            return []
        causes.append(cause)
    return causes


def _named(finding: Finding) -> tuple[str, ...]:
    diagnosis = finding.diagnosis
    if finding.status != "failed" or diagnosis is None:
        return ()
    return diagnosis.misconceptions if diagnosis.kind in {"misconception", "pair"} else ()


def _required(exercise: Subject, exercises: Mapping[str, Subject]) -> Iterator[str]:
    """Yield what an exercise requires, in the order of the assignment, and what that requires."""
    every: set[str] = set()
    waiting = list(exercise.requires)
    while waiting:
        name = waiting.pop()
        if name not in every:
            every.add(name)
            waiting += exercises[name].requires
    yield from (name for name in exercises if name in every)
