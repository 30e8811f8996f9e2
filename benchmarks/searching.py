"""What drawing and shrinking cost, and reading a casebook."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.commands import ROOT
from benchmarks.timing import Figure, figure, timed
from grader.casebook import read_casebook
from grader.course import find_course
from grader.draw import draw_calls, smallest
from grader.recorded import recorded_assignment


def drawing(_rounds: int) -> Iterator[Figure]:
    """Measure what a drawn call costs, for each exercise."""
    for _, exercise in find_course(ROOT).load("assignment1").exercises:
        times = [
            timed(lambda seed=seed, one=exercise: draw_calls(one, seed=seed, examples=100)) * 10
            for seed in range(5)
        ]
        yield figure(exercise.name, times, "ms", at_most=2)


def shrinking(_rounds: int) -> Iterator[Figure]:
    """Measure how long a flipped kernel takes to shrink to its smallest call."""
    exercises = {
        exercise.name: exercise for _, exercise in find_course(ROOT).load("assignment1").exercises
    }
    for name, kernel in (("conv2d_single", "w"), ("conv2d", "kernel")):
        exercise = exercises[name]

        def fails(arguments, exercise=exercise, kernel=kernel) -> bool:
            flipped = arguments | {kernel: arguments[kernel][::-1, ::-1]}
            right = exercise.function(**arguments)
            return not np.allclose(exercise.function(**flipped), right)

        times = [
            timed(
                lambda seed=seed, one=exercise, f=fails: smallest(one, f, seed=seed, examples=100)
            )
            for seed in range(5)
        ]
        yield figure(name, times, "s", at_most=1)


def reading(rounds: int) -> Iterator[Figure]:
    """Measure a casebook from the disk until all calls are there to be sent."""
    path = find_course(ROOT).handout("assignment1") / "casebook.npz"
    yield figure("size", [path.stat().st_size / 1000], "kB", at_most=600)

    def read() -> None:
        for _concept, exercise in recorded_assignment(read_casebook(path), "ko").exercises:
            exercise.calls  # noqa: B018  (reads them)

    read()
    yield figure("reading all calls", [timed(read) * 1000 for _ in range(rounds)], "ms", at_most=30)
