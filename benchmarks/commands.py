"""The commands that are measured as whole processes, always in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "assignment1"
FINISHED = EXAMPLES / "finished"
FIRST_ATTEMPT = EXAMPLES / "first_attempt"
HANDWRITTEN = ROOT / "benchmarks" / "handwritten"


def check_command(folder: Path, *options: str) -> list[str]:
    """Return the command line of a check."""
    return [sys.executable, "-m", "grader", "check", "assignment1", str(folder), *options]


def handwritten_command(seed: int) -> list[str]:
    """Return the command line of a good teacher's own pytest file, for ``finished``."""
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={HANDWRITTEN}"]
    return [sys.executable, "-m", "pytest", *options, f"--hypothesis-seed={seed}", str(HANDWRITTEN)]


def seconds(command: Sequence[str], code: int = 0) -> float:
    """Run a command that must end with an exit code, and return its wall time."""
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SUBMISSION": str(FINISHED), "GRADER_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode != code:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return took
