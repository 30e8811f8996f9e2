"""Golden scenarios: one folder, one submission, the whole text that is printed.

``GOLDEN_UPDATE=1 pytest tests/test_golden.py`` writes the texts anew; read the
difference before you commit it.
"""

from __future__ import annotations

import os

import pytest

from tests.golden_run import Scenario, run, scenarios


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.folder.name)
def test_scenario(scenario: Scenario, tmp_path):
    """The command prints exactly this text for this submission, and exits with this code."""
    code, text = run(scenario, tmp_path)
    if os.environ.get("GOLDEN_UPDATE"):
        (scenario.folder / "expected.txt").write_text(text, encoding="utf-8")
    assert text == scenario.expected
    assert code == scenario.exit_code


def test_every_scenario_says_what_it_proves():
    """Each scenario states in a sentence the fact that it proves."""
    for scenario in scenarios():
        assert scenario.settings["proves"].endswith("."), scenario.folder.name
