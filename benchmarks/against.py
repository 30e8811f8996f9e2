"""Whole checks against a good teacher's pytest + Hypothesis + tf.nn file, in turn."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.commands import (
    FINISHED,
    FIRST_ATTEMPT,
    ROOT,
    check_command,
    handwritten_command,
    seconds,
)
from benchmarks.timing import Figure, figure

#: Runs the command that it is given, and prints the peak of its own memory, in kB.
_PEAK = """
import resource, sys
from grader.cli import main
try:
    main(sys.argv[1:])
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def against_handwritten(rounds: int) -> Iterator[Figure]:
    """Measure whole processes, and the memory of the judge's own."""
    took: dict[str, list[float]] = {"theirs": [], "quick": [], "attempt": [], "full": [], "off": []}
    for number in range(rounds):
        seed = ["--seed", str(number)]
        took["theirs"].append(seconds(handwritten_command(number)))
        took["quick"].append(seconds(check_command(FINISHED, "--quick")))
        took["attempt"].append(seconds(check_command(FIRST_ATTEMPT, "--quick"), code=1))
        took["full"].append(seconds(check_command(FINISHED, *seed, "--oracle", "tf")))
        took["off"].append(seconds(check_command(FINISHED, *seed, "--oracle", "off")))

    def ratio(name: str) -> list[float]:
        return [mine / other for mine, other in zip(took[name], took["theirs"], strict=True)]

    yield figure("the hand-written file", took["theirs"], "s")
    yield figure("check --quick of finished", took["quick"], "s")
    yield figure("  against the hand-written file", ratio("quick"), at_most=0.08)
    yield figure("check --quick of first_attempt", took["attempt"], "s")
    yield figure("  against the hand-written file", ratio("attempt"), at_most=0.12)
    yield figure("check with live tf.nn", took["full"], "s")
    yield figure("  against the hand-written file", ratio("full"), at_most=0.35)
    yield figure("check --oracle off", took["off"], "s")
    yield figure("peak memory of the judge, --quick", [_peak("--quick")], "MB", at_most=100)
    yield figure("peak memory of the judge, full", [_peak("--seed", "1")], "MB", at_most=150)


def _peak(*options: str) -> float:
    """Return the peak memory of the judge's own process in MB, without its children."""
    command = [sys.executable, "-c", _PEAK, *check_command(FINISHED, *options)[3:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(json.loads(done.stderr.rpartition("peak ")[2])) / 1024
