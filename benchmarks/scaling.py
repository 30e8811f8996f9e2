"""Cost against the number of calls and of exercises: a line, not a curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from benchmarks.commands import FINISHED, ROOT
from benchmarks.timing import Figure, figure, timed
from grader.course import find_course
from grader.session import Options, grade
from grader.worker.launch import Launcher

#: The number of fresh calls of each exercise, and of exercises.
CALLS = (25, 50, 100, 200, 400)
EXERCISES = (1, 2, 4, 8, 12)


def scaling(rounds: int) -> Iterator[Figure]:
    """Measure in one process, with a warm zygote, without tf.nn."""
    course = find_course(ROOT)
    names = [exercise.name for _concept, exercise in course.load("assignment1").exercises]
    with Launcher() as launcher:

        def check(**options: object) -> float:
            wanted = Options(seed=1, oracle="off", **options)  # type: ignore[arg-type]
            return timed(lambda: grade(course, "assignment1", FINISHED, wanted, launcher=launcher))

        check(calls="recorded")
        rounds = min(rounds, 3)
        fresh = [[check(calls="fresh", examples=n) for _ in range(rounds)] for n in CALLS]
        several = [
            [check(calls="recorded", only=tuple(islice(names, n))) for _ in range(rounds)]
            for n in EXERCISES
        ]
    for count, times in zip(CALLS, fresh, strict=True):
        yield figure(f"{count} fresh calls of each of 12 exercises", times, "s")
    yield figure("  largest distance from a line", [_bend(CALLS, fresh)], at_most=0.1)
    for count, times in zip(EXERCISES, several, strict=True):
        plural = "" if count == 1 else "s"
        yield figure(f"60 recorded calls of each of {count} exercise{plural}", times, "s")


def _bend(counts: Sequence[int], times: Sequence[Sequence[float]]) -> float:
    """Return how far a time is from the best line, at most, as a share of the largest time."""
    medians = np.median(times, axis=1)
    line = np.polynomial.Polynomial.fit(counts, medians, 1)
    return float(np.max(np.abs(medians - line(np.array(counts)))) / medians.max())
