"""Runs one golden scenario: a submission made from ``finished`` with some edits.

A scenario is a folder of ``tests/golden``:

* ``scenario.toml``: ``proves`` (a sentence), and where they differ from the
  defaults ``arguments``, ``exit``, ``remove`` (files), ``oversized`` (a file that is made
  large), ``environment`` (without it the language is English), ``cwd`` (``"course"`` or
  ``"elsewhere"``) and ``containment`` (the levels that print this text: full and none, if left
  out).
* ``replace/*.py``: files that take the place of those of ``finished``.
* ``append/*.py``: text put behind those of ``finished``; a later ``def`` wins.
* ``cells/*.py``: a notebook ``cnn.ipynb`` takes the place of all files: a cell for a title,
  one for each file, and then these.
* ``expected.txt``: what is printed, both streams, with seconds and versions masked.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.notebooks import finished_cells, notebook

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ROOT / "examples"
DEFAULT_ARGUMENTS = ["check", "assignment1", "SUBMISSION"]
#: The same few inputs each time, and no TensorFlow: these scenarios are about the student's side.
DEFAULT_OPTIONS = ["--seed", "1", "--examples", "30", "--oracle", "off"]


@dataclass(frozen=True)
class Scenario:
    """One folder of ``tests/golden``."""

    folder: Path
    settings: dict[str, Any]

    @property
    def finished(self) -> Path:
        """The right submission that it is made from: that of the assignment that is named."""
        words = self.settings.get("arguments", DEFAULT_ARGUMENTS)
        named = [one for one in words if (EXAMPLES / one / "finished").is_dir()]
        return EXAMPLES / (*named, "assignment1")[0] / "finished"

    @property
    def exit_code(self) -> int:
        """The exit code that is expected."""
        return int(self.settings.get("exit", 1))

    @property
    def containment(self) -> list[str]:
        """The levels to run it with; one is enough where no submission is run."""
        checks = self.settings.get("arguments", DEFAULT_ARGUMENTS)[0] == "check"
        return list(self.settings.get("containment", ["full", "none"] if checks else ["none"]))

    @property
    def expected(self) -> str:
        """The text that is expected."""
        return (self.folder / "expected.txt").read_text(encoding="utf-8")


def scenarios() -> list[Scenario]:
    """Find every scenario."""
    return [
        Scenario(path.parent, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(GOLDEN.glob("*/scenario.toml"))
    ]


def build(scenario: Scenario, place: Path) -> Path:
    """Make the scenario's submission in ``place`` and return its folder."""
    submission = place / "submission"
    shutil.copytree(scenario.finished, submission, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (scenario.folder / "replace").glob("*.py"):
        shutil.copy(path, submission / path.name)
    for path in (scenario.folder / "append").glob("*.py"):
        target = submission / path.name
        text = target.read_text(encoding="utf-8") + "\n\n" + path.read_text(encoding="utf-8")
        target.write_text(text, encoding="utf-8")
    cells = sorted((scenario.folder / "cells").glob("*.py"))
    if cells:
        made = finished_cells(submission, [path.read_text(encoding="utf-8") for path in cells])
        for path in submission.glob("*.py"):
            path.unlink()
        (submission / "cnn.ipynb").write_text(notebook(made), encoding="utf-8")
    for name in scenario.settings.get("remove", []):
        (submission / name).unlink()
    for name in scenario.settings.get("oversized", []):
        with (submission / name).open("ab") as file:
            file.write(b"# ten million bytes\n" * 524_288)
    return submission


def run(scenario: Scenario, place: Path, *, level: str) -> tuple[int, str]:
    """Run the scenario with the real command; return its exit code and masked output."""
    submission = build(scenario, place)
    arguments = scenario.settings.get("arguments", DEFAULT_ARGUMENTS)
    options = [*DEFAULT_OPTIONS, "--containment", level] if arguments[0] == "check" else []
    words = [str(submission) if word == "SUBMISSION" else word for word in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "grader", *words, *options],
        cwd=place if scenario.settings.get("cwd") == "elsewhere" else ROOT,
        env=environment(scenario),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    return done.returncode, mask(done.stdout.decode("utf-8"), place)


def environment(scenario: Scenario) -> dict[str, str]:
    """Return the variables to run it with: this machine's, but for its language."""
    ours = {name: value for name, value in os.environ.items() if name != "GRADER_LANG"}
    ours |= {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return ours | scenario.settings.get("environment", {})


def mask(text: str, place: Path) -> str:
    """Replace what differs from run to run or from machine to machine."""
    text = text.replace(str(place), "PLACE").replace(str(ROOT), "COURSE")
    text = re.sub(r"(^|  )\d+\.\d( s|초)$", r"\1N\2", text, flags=re.MULTILINE)
    return re.sub(r"NumPy(\s+)\d+\.\d+\.\d+", r"NumPy\1N", text)
