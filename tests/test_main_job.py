"""The main job, as its users run it: the examples, the stubs, and right answers in any style."""

from __future__ import annotations

import atexit
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.course import find_course
from grader.model import Report
from grader.session import Options, grade
from grader.worker.launch import Launcher

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "assignment1"
FINISHED = EXAMPLES / "finished"
HANDWRITTEN = ROOT / "tests" / "handwritten"
REFERENCE = ROOT / "reference" / "assignment1"
STYLES = sorted(path for path in (REFERENCE / "alternatives").iterdir() if path.is_dir())

#: The recorded calls, and seeds of fresh ones; twenty of them with `make proof`.
RECORDED = 20
SEEDS = (RECORDED, *range(20 if os.environ.get("PROOF") else 2))

#: Exercise, status, outcome, points, misconceptions, cause and headline of each finding.
FIRST_ATTEMPT = [
    ("conv1d", "passed", "right", 5, (), None, ""),
    (
        *("conv2d_single", "failed", "values", 0, ("kernel-flipped",), None),
        "conv2d_single returned 10.5 at [0, 0], but should return 11.5",
    ),
    ("conv2d", "passed", "right", 20, (), None, ""),
    ("zero_pad", "passed", "right", 5, (), None, ""),
    (
        *("same_padding", "failed", "values", 0, ("same-extra-before",), None),
        "same_padding returned (1, 0), but should return (0, 1)",
    ),
    (
        *("conv2d_same", "failed", "values", 10, ("same-extra-before",), "same_padding"),
        "conv2d_same returned 3.5 at [0, 0, 0], but should return 2.5",
    ),
    (
        *("conv2d_strided", "failed", "shape", 0, ("strides-swapped",), None),
        "conv2d_strided returned shape (1, 2, 1), but should return (1, 1, 1)",
    ),
    (
        *("max_pool2d", "failed", "raised", 0, ("pool-strides-none-crash",), None),
        "max_pool2d raised TypeError: cannot unpack non-iterable NoneType object",
    ),
    (
        *("avg_pool2d", "failed", "values", 0, ("avgpool-counts-padding",), None),
        "avg_pool2d returned 1 at [0, 0, 0], but should return 2",
    ),
    ("output_size", "passed", "right", 5, (), None, ""),
    (
        *("conv_output_shape", "failed", "values", 0, ("channels-not-filters",), None),
        "conv_output_shape returned (1, 1, 2), but should return (1, 1, 1)",
    ),
    (
        *("pool_output_shape", "not_started", "not_started", 0, (), None),
        "pool_output_shape is not started",
    ),
]


def grader(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def checked(folder: Path, **options) -> Report:
    """Grade a folder in this process, without tf.nn unless asked for, by one launcher for all."""
    wanted = Options(**{"seed": 1, "oracle": "off", **options})
    return grade(find_course(ROOT), "assignment1", folder, wanted, launcher=launcher())


@functools.cache
def launcher() -> Launcher:
    """Return the launcher that these tests share; it ends with the test run."""
    shared = Launcher()
    atexit.register(shared.close)
    return shared


@pytest.mark.parametrize(("assignment", "tests"), [("assignment1", 1440), ("assignment2", 2702)])
def test_finished_passes_and_names_both_sources(assignment: str, tests: int):
    """The finished example gets all points, agreed by the reference and by live tf.nn."""
    done = grader("check", assignment, f"examples/{assignment}/finished", "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(
        rf"^100 of 100 points\. {tests} tests, answers agreed by the reference and\s"
        r"tf\.nn \d+\.\d+\.\d+\.\s+\d+\.\d s\n\Z",
        done.stdout,
        re.MULTILINE,
    )
    assert done.stderr == ""


def test_untouched_stubs_are_not_started():
    """The stubs as handed out are twelve times not started: exit code 1 and no points."""
    done = grader("check", "assignment1", "--seed", "1", "--oracle", "off")
    assert done.returncode == 1
    assert done.stdout.count("-- ") == 12 + 1  # one mark each, and the line that lists them
    assert " ok " not in done.stdout
    assert re.search(
        r"\n\n0 of 100 points\. 1440 tests, answers by the reference; tf\.nn was not asked\.\s+"
        r"\d+\.\d s\nNext:  grader hint assignment1 conv1d\n\Z",
        done.stdout,
    )


def test_the_same_seed_prints_the_same():
    """Two runs with one seed print the same text, seconds aside."""
    runs = [
        grader("check", "assignment1", "examples/assignment1/first_attempt", "--seed", "1")
        for _ in range(2)
    ]
    first, second = (re.sub(r"\s+\d+\.\d s\n", "  N s\n", run.stdout) for run in runs)
    assert "  N s\nNext:" in first
    assert first == second
    assert runs[0].returncode == runs[1].returncode == 1


def test_only_grades_the_same_calls():
    """``--only`` gives the finding that the whole run gives."""
    whole = checked(EXAMPLES / "first_attempt")
    (alone,) = checked(EXAMPLES / "first_attempt", only=("avg_pool2d",)).findings
    (among,) = (one for one in whole.findings if one.exercise == "avg_pool2d")
    assert msgspec.structs.replace(alone, seconds=among.seconds) == among


def test_json_is_written_whole(tmp_path):
    """``--json`` writes the Report with the keys that others rely on."""
    target = tmp_path / "report.json"
    arguments = ["--seed", "1", "--oracle", "off", "--json", str(target)]
    grader("check", "assignment1", "examples/assignment1/first_attempt", *arguments)
    report = json.loads(target.read_text(encoding="utf-8"))
    assert list(tmp_path.iterdir()) == [target]
    assert (report["schema"], report["assignment"], report["seed"]) == (1, "assignment1", 1)
    with Launcher() as launcher:
        best = (launcher.level, launcher.note)
    assert (report["containment"], report["containment_note"]) == best
    told = [finding["diagnosis"] for finding in report["findings"]]
    ids = [one and one["misconceptions"] for one in told]
    assert ids == [list(row[4]) or None for row in FIRST_ATTEMPT]
    assert {one["kind"] for one in told if one} == {"misconception"}
    assert [finding["because_of"] for finding in report["findings"]] == [
        row[5] for row in FIRST_ATTEMPT
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_right_answers_in_any_style_pass(seed: int, tmp_path):
    """Loops, im2col, einsum, views, float32 and the rest are never refused."""
    calls = "recorded" if seed == RECORDED else "fresh"
    for style in STYLES:
        # What lies below the reference is never taken for a submission.
        folder = shutil.copytree(style, tmp_path / style.name)
        report = checked(folder, seed=seed, calls=calls)
        failed = [(one.exercise, one.headline) for one in report.findings if one.headline]
        assert not failed, style.name
        assert report.points == report.max_points


def test_first_attempt_finds_each_mistake():
    """The typical mistakes of the first attempt are found and named one by one, none twice."""
    report = checked(EXAMPLES / "first_attempt", oracle="tf")
    told = [
        (
            *(one.exercise, one.status, one.outcome, one.points),
            one.diagnosis.misconceptions if one.diagnosis is not None else (),
            *(one.because_of, one.headline),
        )
        for one in report.findings
    ]
    assert told == FIRST_ATTEMPT
    assert (report.points, report.max_points, report.exit_code) == (45, 100, 1)
    assert report.oracle.state == "agreed"


def test_readme_shows_real_output():
    """The excerpt in the README is what the command prints."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = readme.split("--seed 1\n", 1)[1].split("```", 1)[0]
    done = grader("check", "assignment1", "examples/assignment1/first_attempt", "--seed", "1")
    for part in excerpt.split("  ...\n"):
        assert part.strip() in done.stdout
