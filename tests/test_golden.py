"""Golden scenarios: one folder, one submission, the whole text that is printed.

``GOLDEN_UPDATE=1 pytest tests/test_golden.py`` writes the texts anew; read the
difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.worker.launch import Launcher
from tests.golden_run import Scenario, run, scenarios

#: A fresh process tells the same as a contained one: of every sixth, unless `make proof` asks.
ALSO_FRESH = 1 if os.environ.get("PROOF") else 6
RUNS = [
    (scenario, level)
    for number, scenario in enumerate(scenarios())
    for level in scenario.containment
    if level != "none" or scenario.containment == ["none"] or number % ALSO_FRESH == 0
]


@pytest.fixture(scope="session")
def best_level() -> str:
    """Return the best containment that this machine has."""
    with Launcher() as launcher:
        return launcher.level


@pytest.mark.parametrize(
    ("scenario", "level"), RUNS, ids=lambda one: getattr(one, "folder", Path(str(one))).name
)
def test_scenario(scenario: Scenario, level: str, tmp_path: Path, best_level: str):
    """The command prints exactly this text for this submission, and exits with this code."""
    if level not in {best_level, "none"}:
        pytest.skip(f"containment is {best_level} here")
    code, text = run(scenario, tmp_path, level=level)
    if os.environ.get("GOLDEN_UPDATE"):
        (scenario.folder / "expected.txt").write_text(text, encoding="utf-8")
    assert text == scenario.expected
    assert code == scenario.exit_code


def test_every_scenario_says_what_it_proves():
    """Each scenario states in a sentence the fact that it proves."""
    for scenario in scenarios():
        assert scenario.settings["proves"].endswith("."), scenario.folder.name
