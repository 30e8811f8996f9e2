"""Measures what the project promises about speed, and prints it as ratios inside one run.

Seconds depend on the machine and on who shares it; a ratio of two things that
were run in turn does not. Every figure is the median of several rounds.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.containment import containment
from benchmarks.diagnosis import diagnosis
from benchmarks.timing import show, timed
from grader.course import find_course
from grader.draw import draw_calls, smallest

ROOT = Path(__file__).parent.parent
FINISHED = ROOT / "examples" / "assignment1" / "finished"
HANDWRITTEN = ROOT / "benchmarks" / "handwritten"


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="runs of each whole process")
    rounds = parser.parse_args().rounds
    against_handwritten(rounds)
    judge_memory()
    containment(rounds)
    drawing()
    shrinking()
    diagnosis(rounds)


def against_handwritten(rounds: int) -> None:
    """Measure a whole check with live tf.nn against a good teacher's pytest file, in turn."""
    ours, theirs, without = [], [], []
    for number in range(rounds):
        seed = ["--seed", str(number)]
        ours.append(seconds(check_command(*seed, "--oracle", "tf")))
        theirs.append(seconds(handwritten_command(number)))
        without.append(seconds(check_command(*seed, "--oracle", "off")))
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    print("grader check on finished, with live tf.nn, against benchmarks/handwritten")
    show("ratio of wall times", ratios, "", "at most 0.5, target 0.35")
    show("grader check", ours, "s")
    show("pytest + hypothesis + tf.nn", theirs, "s")
    show("grader check --oracle off", without, "s")


def judge_memory() -> None:
    """Measure the peak memory of the judge's own process, without its children."""
    script = (
        "import resource, sys\n"
        "from grader.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    print('peak', peak, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, *check_command("--seed", "1")[3:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = re.search(r"peak (\d+)", done.stderr)
    peak = int(found[1]) / 1024 if found else float("nan")
    print("\npeak memory of the judge's process, TensorFlow's aside")
    show("peak", [peak], "MB", "under 150 MB")


def drawing() -> None:
    """Measure what a drawn call costs, for each exercise."""
    print("\ndrawing 100 calls of an exercise, for each call")
    for _, exercise in find_course(ROOT).load("assignment1").exercises:
        times = [
            timed(lambda seed=seed, one=exercise: draw_calls(one, seed=seed, examples=100)) * 10
            for seed in range(5)
        ]
        show(exercise.name, times, "ms", "at most 2 ms")


def shrinking() -> None:
    """Measure how long a flipped kernel takes to shrink to its smallest call."""
    exercises = {
        exercise.name: exercise for _, exercise in find_course(ROOT).load("assignment1").exercises
    }
    print("\nshrinking a flipped kernel")
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
        show(name, times, "s", "under 1 s")


def check_command(*options: str) -> list[str]:
    """Return the command line of a check of ``finished``."""
    return [sys.executable, "-m", "grader", "check", "assignment1", str(FINISHED), *options]


def handwritten_command(seed: int) -> list[str]:
    """Return the command line of the hand-written test file."""
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={HANDWRITTEN}"]
    return [sys.executable, "-m", "pytest", *options, f"--hypothesis-seed={seed}", str(HANDWRITTEN)]


def seconds(command: Sequence[str]) -> float:
    """Run a command that must succeed, and return its wall time."""
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SUBMISSION": str(FINISHED)},
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return took


if __name__ == "__main__":
    main()
