"""Detection per call: how much of the bank a few recorded calls catch, and as many random ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.commands import ROOT
from benchmarks.timing import Figure, figure
from grader.authoring import Exercise
from grader.casebook import read_casebook
from grader.compare import difference
from grader.course import find_course
from grader.draw import draw_calls
from grader.explain.candidate import Candidate, predict
from grader.recorded import recorded_assignment

CALLS = (1, 5, 10, 20, 40)
SEEDS = (1, 2, 3)


def detection(_rounds: int) -> Iterator[Figure]:
    """Count, for every way of every misconception, the calls until the first wrong answer."""
    course = find_course(ROOT)
    casebook = read_casebook(course.handout("assignment1") / "casebook.npz")
    recorded = recorded_assignment(casebook, "en")
    exercises = [exercise for _concept, exercise in course.load("assignment1").exercises]
    ours: list[int] = []
    random: dict[int, list[int]] = {seed: [] for seed in SEEDS}
    for (_concept, one), exercise in zip(recorded.exercises, exercises, strict=True):
        ours += _needed(exercise, one.calls)
        for seed in SEEDS:
            random[seed] += _needed(exercise, draw_calls(exercise, seed=seed, examples=max(CALLS)))
    for count in CALLS:
        note = "share of the bank"
        yield figure(f"{count} recorded, from the smallest", [_share(ours, count)], note=note)
        drawn = [_share(random[seed], count) for seed in SEEDS]
        yield figure(f"{count} random", drawn, note=note)


def _needed(exercise: Exercise, calls: tuple[Mapping[str, Any], ...]) -> list[int]:
    """Return, for each way, how many of these calls it takes; 0 where none shows it."""
    answered = [(call, exercise.right(call), exercise.error(call)) for call in calls]
    needed = []
    for way in exercise.wrong_answers:
        candidate = Candidate((way,))
        shown = (
            number
            for number, (call, right, allowed) in enumerate(answered, start=1)
            if _is_wrong(exercise, candidate, call, right, allowed)
        )
        needed.append(next(shown, 0))
    return needed


def _is_wrong(
    exercise: Exercise, candidate: Candidate, call: Mapping[str, Any], right: Any, allowed: Any
) -> bool:
    found = predict(exercise, candidate, call)
    if found.kind == "raises":
        return found.error in candidate.raises
    return found.kind == "returns" and difference(found.value, right, allowed) is not None


def _share(needed: list[int], count: int) -> float:
    return sum(0 < one <= count for one in needed) / len(needed)
