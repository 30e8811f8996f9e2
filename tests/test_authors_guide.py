"""Whoever follows docs/authors.md to the letter has a new exercise, proven and released."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from tests.pages import DOCS, ROOT, Player, rewritten

PAGE = (DOCS / "authors.md").read_text(encoding="utf-8")
#: What comes after the proof is run for assignment1 by other tests, and here with `make proof`.
PLAYED = PAGE if os.environ.get("PROOF") else PAGE.partition("\n## 7. ")[0]


def followed(folder: Path) -> Player:
    """Follow the guide in an empty folder, by a copy of the grader: it writes catalogues."""
    shutil.copytree(
        ROOT / "grader", folder / "installed" / "grader", ignore=shutil.ignore_patterns("*.pyc")
    )
    course = folder / "course"
    course.mkdir()
    variables = {"PYTHONPATH": str(folder / "installed"), "GRADER_CACHE": str(folder / "cache")}
    player = Player(course, variables)
    player.play(PLAYED)
    return player


def test_the_guide_is_followed(tmp_path: Path):
    """All prints as shown; the mistake is named, the right answer passes, and no hole is left."""
    player = followed(tmp_path)
    if os.environ.get("GOLDEN_UPDATE"):
        text = rewritten(PAGE, player.played)
        (DOCS / "authors.md").write_text(text, encoding="utf-8", newline="\n")
    for shown, printed in player.played:
        assert shown == printed
    codes = {command: code for command, code in player.codes.items() if code}
    assert codes == {
        "grader check warmup tries/wrong --seed 1 --oracle off": 1,
        "grader reference warmup --oracle off": 3,
    }
    assert player.codes["grader reference warmup"] == 0
    target = tmp_path / "report.json"
    player.run(f"grader check warmup tries/wrong --oracle off --json {target.as_posix()}")
    (finding,) = json.loads(target.read_text(encoding="utf-8"))["findings"]
    assert finding["diagnosis"]["misconceptions"] == ["slope-forgotten"]
    # All that was written for the exercise is in one file.
    written = {path.name for path in (player.folder / "reference" / "warmup").glob("*.py")}
    assert written == {"__init__.py", "activation.py"}
    assert "leaky_relu" not in (player.folder / "reference/warmup/__init__.py").read_text("utf-8")
