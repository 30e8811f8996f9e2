"""The whole red team, for every user there is: ``python -m tests.redteam`` (``make redteam``).

Runs all cases contained, several times over, then the harmless ones uncontained: they must succeed
there. As root it does so as root and, at the same time, as an ordinary user, who then also
runs the unit tests about what a child looks like from outside. With ``--share`` the two users
share the cases between them, every second one each, which takes half the time. Prints the tables
and the counts; exit code 0 if nothing escaped, nothing survived and nothing was misjudged.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from tests.redteam.ordinary_user import ROOT, OrdinaryUser

#: Tests that look at a child from outside, or kill its judge.
FROM_OUTSIDE = [
    *("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *(f"tests/unit/test_{name}.py" for name in ("containment", "forked", "launch", "seccomp")),
]


def main() -> int:
    """Run everything, print everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.redteam", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how many times, contained")
    parser.add_argument("--share", action="store_true", help="each case as one of the users")
    arguments = parser.parse_args()
    runs, share = arguments.runs, arguments.share
    worst = 0
    team = ["-m", "tests.redteam.run"]
    for words in ([*team, "--runs", str(runs)], [*team, "--control"], FROM_OUTSIDE):
        with ExitStack() as stack:
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-red-")))
            is_root = hasattr(os, "geteuid") and os.geteuid() == 0
            parts: list[list[str]] = [[], []]
            if share and is_root and words is not FROM_OUTSIDE:
                parts = [["--part", "0/2"], ["--part", "1/2"]]
            started = []
            if words is not FROM_OUTSIDE:  # As ourselves, ``make test`` runs these.
                started.append(_start([*words, *parts[0]], place / "own.txt", stack))
            if is_root:
                user = OrdinaryUser(place)
                output = stack.enter_context((place / "user.txt").open("w", encoding="utf-8"))
                started.append(user.start([*words, *parts[1]], output))
            codes = [process.wait() for process in started]
            for text in sorted(place.glob("*.txt")):
                print(text.read_text(encoding="utf-8"), flush=True)
            worst = max(worst, *codes, 0)
    print("red team: all as it should be" if worst == 0 else "red team: NOT as it should be")
    return worst


def _start(arguments: list[str], target: Path, stack: ExitStack) -> subprocess.Popen[str]:
    output: IO[str] = stack.enter_context(target.open("w", encoding="utf-8"))
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    sys.exit(main())
