"""Recorded calls come first; fresh ones follow where the reference is, and both count."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from grader import attempt
from grader.casebook import read_casebook
from grader.cli import main
from grader.course import find_course
from grader.draw import draw_calls
from grader.model import Report
from grader.recorded import recorded_assignment
from grader.session import Options, grade
from tests.golden_run import ROOT

FINISHED = ROOT / "examples" / "assignment1" / "finished"
CASEBOOK = find_course(ROOT).handout("assignment1") / "casebook.npz"
OUTDATED = (
    "The casebook of assignment1 cannot be used: it is out of date, because the reference has "
    "changed. Run: grader casebook assignment1"
)


def edited(place: Path, file: str, code: str) -> Path:
    """Return ``finished`` with some code put behind one of its files."""
    submission = place / "submission"
    shutil.copytree(FINISHED, submission, ignore=shutil.ignore_patterns("__pycache__"))
    path = submission / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{code}", encoding="utf-8")
    return submission


def check(*words: object) -> tuple[int, str]:
    """Run a check in English, and return its exit code and its text in one line."""
    words = ("check", "assignment1", *words, "--lang", "en")
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, " ".join(result.output.split())


@pytest.fixture
def outdated(tmp_path: Path) -> Path:
    """Return a course whose reference was edited after its casebook was made."""
    for folder in ("reference", "assignments"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    with (tmp_path / "reference" / "assignment1" / "stride.py").open("a", encoding="utf-8") as file:
        file.write("# Edited.\n")
    return tmp_path


def test_what_only_fresh_calls_show_is_told(tmp_path: Path):
    """A failure that no recorded call shows is reported as such, to the author too."""
    exercises = recorded_assignment(read_casebook(CASEBOOK), "en").exercises
    known = next(one.calls for _concept, one in exercises if one.name == "output_size")
    exercise = next(
        one
        for _, one in find_course(ROOT).load("assignment1").exercises
        if one.name == "output_size"
    )
    call = next(one for one in draw_calls(exercise, seed=1, examples=30) if one not in list(known))
    code = (
        f"right = output_size\n\n\ndef output_size(size, kernel_size, stride, padding):\n"
        f"    missed = (size, kernel_size, stride, padding) == {tuple(call.values())!r}\n"
        f"    return right(size, kernel_size, stride, padding) + missed\n"
    )
    submission = edited(tmp_path, "output_shape.py", code)
    options = ("--only", "output_size", "--oracle", "off")
    exit_code, text = check(submission, *options, "--seed", 1, "--examples", 30)
    assert exit_code == 1
    assert "Wrong on 1 of 90 tests." in text
    assert (
        "Only fresh inputs show what is wrong with output_size. For the author of the course: add "
        "such a call to the exercise's worked calls, and run: grader casebook assignment1"
    ) in text
    assert check(submission, "--only", "output_size", "--quick")[0] == 0


def test_both_kinds_of_calls_count():
    """A full check has tried recorded and fresh calls, and says of each exercise how many."""
    options = Options(seed=1, examples=5, oracle="off", only=("conv1d",))
    (finding,) = grade(find_course(ROOT), "assignment1", FINISHED, options).findings
    assert (finding.calls, finding.recorded_calls) == (65, 60)


def test_seconds_are_those_of_both_kinds(monkeypatch: pytest.MonkeyPatch):
    """An exercise took as long as its recorded and its fresh calls together; no file, no time."""
    clock = SimpleNamespace(perf_counter=itertools.count(0.0, 0.25).__next__)
    monkeypatch.setattr(attempt, "time", clock)
    options = Options(seed=1, examples=5, oracle="off", only=("conv1d", "output_size"))
    first, other = grade(find_course(ROOT), "assignment1", FINISHED, options).findings
    assert (first.seconds, other.seconds) == (0.5, 0.5)
    quick = replace(options, calls="recorded")
    first, other = grade(find_course(ROOT), "assignment1", FINISHED, quick).findings
    assert (first.seconds, other.seconds) == (0.25, 0.25)
    (lost, _other) = grade(find_course(ROOT), "assignment1", ROOT / "docs", quick).findings
    assert (lost.status, lost.seconds) == ("failed", 0.0)


def test_the_first_look_comes_before_fresh_calls():
    """What recorded calls show is handed over before any fresh call was tried."""
    seen: list[object] = []
    options = Options(seed=1, examples=5, oracle="off", only=("conv1d",))
    grade(
        find_course(ROOT),
        "assignment1",
        FINISHED.parent / "first_attempt",
        options,
        lambda made, total: seen.append((made, total)),
        first_look=seen.append,
    )
    first, *rest = seen
    assert isinstance(first, Report)
    assert [one.calls for one in first.findings] == [60]
    assert rest.count((1, 5)) == 5


def test_an_outdated_casebook_is_left_out(outdated: Path):
    """With a reference, a casebook that is out of date is not used, and a full check says so."""
    options = ("--course", outdated, "--only", "conv1d", "--oracle", "off", "--examples", 5)
    code, text = check(FINISHED, *options)
    assert code == 0
    assert OUTDATED in text


def test_an_outdated_casebook_cannot_be_quick(outdated: Path):
    """With --quick, a casebook that is out of date is refused: exit code 3, and what to do."""
    assert check(FINISHED, "--course", outdated, "--quick") == (3, OUTDATED)


def test_quick_needs_a_casebook(outdated: Path):
    """With --quick and without a casebook, it is said how to make one."""
    (outdated / "assignments" / "assignment1" / "casebook.npz").unlink()
    text = "There is no casebook of assignment1. Run: grader casebook assignment1"
    assert check(FINISHED, "--course", outdated, "--quick") == (2, text)
    code, text = check(FINISHED, "--course", outdated, "--only", "conv1d", "--oracle", "off")
    assert (code, "casebook" in text) == (0, False)


def test_another_assignments_casebook_is_refused(outdated: Path):
    """A casebook is only good for the assignment that it names."""
    for folder in ("reference", "assignments"):
        (outdated / folder / "assignment1").rename(outdated / folder / "other")
    words = ["check", "other", str(FINISHED), "--course", str(outdated), "--quick", "--lang", "en"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 3
    assert "cannot be used: it is the casebook of assignment1." in result.output


def test_quick_asks_no_tensorflow():
    """--quick and --oracle tf contradict each other."""
    code, text = check(FINISHED, "--quick", "--oracle", "tf")
    assert code == 2
    assert text == "--oracle tf needs fresh inputs: recorded answers were agreed on before."


def test_verbose_says_what_it_rests_on():
    """With --quick, -v shows versions and containment, and no seed: nothing was drawn."""
    text = check(FINISHED, "--quick", "-v")[1]
    assert "Seed" not in text
    assert "Versions: grader" in text
    assert "hypothesis" not in text
