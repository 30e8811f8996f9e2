"""pytest shows exercises as tests: what it reports is what grading says, and nothing else runs."""

from __future__ import annotations

import argparse
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import MagicMock
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from grader import pytest_plugin
from grader.course import RefusedError, find_course
from grader.model import Finding, Report, encode_report
from grader.plugin.exercises import Exercise, _lines
from grader.plugin.grading import Grading, Told, _curriculum
from grader.plugin.place import find
from grader.report.closing import closing_sentences
from grader.report.told import one_sentence, text_alone
from grader.session import Options, grade

ROOT = Path(__file__).parents[1]
COURSE = find_course(ROOT)
EXAMPLES = ROOT / "examples" / "assignment1"
FIRST = "examples/assignment1/first_attempt"
#: Notes in each process how it is to grade; where a report lies, it is what grading gives.
NOTES = """
from pathlib import Path
import grader.plugin.grading
from grader.model import decode_report
from grader.session import grade

def noted(*arguments, launcher):
    options, report = arguments[-1], Path(__file__).with_name("report.json")
    with Path(__file__).with_name("asked.txt").open("a") as file:
        file.write(f"{options.seed} {options.calls}\\n")
    if report.exists():
        return decode_report(report.read_bytes())
    return grade(*arguments, launcher=launcher)

grader.plugin.grading.grade = noted
"""
#: Each of these files tells that it was imported, and ends the process.
TRAP = "import os, pathlib\npathlib.Path({mark!r}).write_text(__file__)\nos._exit(77)\n"


class Case(NamedTuple):
    """What JUnit XML says of a test."""

    place: tuple[str, str]
    name: str
    seconds: float
    properties: dict[str, str]
    results: list[tuple[str, str, str]]


class Done(NamedTuple):
    """What a run of pytest came to."""

    code: int
    text: str
    cases: list[Case]


@pytest.fixture
def run(tmp_path: Path):
    """Return what runs pytest with the plugin, with no settings but those given."""
    xml, settings = tmp_path / "junit.xml", tmp_path / "settings.ini"
    settings.write_text("[pytest]\njunit_family = xunit1\n", encoding="utf-8")

    def run(
        *words: object,
        cwd: Path = ROOT,
        config: bool = True,
        everything: bool = False,
        **more: str,
    ) -> Done:
        ours = ["-p", "grader.pytest_plugin", "-p", "no:cacheprovider", f"--junitxml={xml}"]
        ours += ["-c", str(settings), f"--rootdir={ROOT}"] if config else []
        kept = {
            name: one for name, one in os.environ.items() if name[:6] not in {"PYTEST", "GRADER"}
        }
        environment = {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **more}
        if not everything:
            environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *ours, *map(str, words)],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        cases = [case_of(one) for one in ET.parse(xml).iter("testcase")] if xml.exists() else []  # noqa: S314
        text = done.stdout.decode("utf-8").replace("\r\n", "\n")
        return Done(done.returncode, text, cases)

    return run


def case_of(element: ET.Element) -> Case:
    """Read a test from JUnit XML."""
    return Case(
        (element.get("file", "").replace("\\", "/"), element.get("line", "")),
        element.get("name", ""),
        float(element.get("time", "nan")),
        {one.get("name", ""): one.get("value", "") for one in element.iter("property")},
        [
            (one.tag, one.get("message", ""), one.text or "")
            for one in element
            if one.tag != "properties"
        ],
    )


@functools.cache
def graded(folder: Path) -> Report:
    """Grade a folder here, as --grader-quick does."""
    return grade(COURSE, "assignment1", folder, Options(seed=3, examples=60, calls="recorded"))


def expected(report: Report, finding: Finding) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Return the properties and the result that JUnit XML should have of a finding."""
    named = finding.diagnosis.misconceptions if finding.diagnosis else ()
    properties = {
        "points": str(finding.points),
        "max_points": str(finding.max_points),
        "status": finding.status,
        "misconceptions": "+".join(named),
    }
    text, sentence = text_alone(report, finding), one_sentence(finding)
    results = {
        "passed": [],
        "failed": [("failure", sentence, text)],
        "not_graded": [("error", f'failed on setup with "{sentence}"', text)],
        "broken": [("error", f'failed on setup with "{sentence}"', text)],
    }
    return properties, results.get(finding.status, [("skipped", sentence, "")])


def agrees(case: Case, report: Report, finding: Finding) -> None:
    """Hold a test against a finding."""
    properties, results = expected(report, finding)
    assert (case.name, case.properties) == (finding.exercise, properties)
    if finding.status == "not_started":
        case = case._replace(results=[(tag, said, "") for tag, said, _text in case.results])
    assert case.results == results


@pytest.fixture
def notes(tmp_path: Path) -> dict[str, str]:
    """Write the module ``notes``, and return the environment in which it is found."""
    (tmp_path / "notes.py").write_text(NOTES, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}


def asked(done: Done, folder: Path, calls: str) -> list[str]:
    """Return for each process whether it had the seed that the head names, and these calls."""
    seed = re.search(r"Seed (\d+)\.", done.text)
    assert seed
    lines = (folder / "asked.txt").read_text(encoding="utf-8").splitlines()
    return [line == f"{seed[1]} {calls}" for line in lines]


def test_in_two_processes_it_agrees_with_grading(run, notes: dict[str, str], tmp_path: Path):
    """With -n 2 each exercise is what grading says: result, message, text, properties, line.

    The seed is chosen once, and each process has it.
    """
    words = ("--grader=assignment1", "--grader-submission", FIRST, "--grader-quick")
    done = run(*words, "-p", "notes", "-p", "xdist", "-n2", **notes)
    assert asked(done, tmp_path, "recorded") == [True, True]
    assert done.code == 1
    report = graded(EXAMPLES / "first_attempt")
    cases = {case.name: case for case in done.cases}
    assert len(done.cases) == len(report.findings) == 12
    for finding in report.findings:
        case = cases[finding.exercise]
        agrees(case, report, finding)
        file, line = f"{FIRST}/{finding.concept}.py", int(case.place[1])
        assert case.place[0] == file
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()[line]
        assert text.startswith(f"def {finding.exercise}(")
    assert {one.status for one in report.findings} == {"passed", "failed", "not_started"}
    assert closing_sentences(report)[0] in done.text
    assert (
        f"FAILED {FIRST}/padding.py::same_padding - When the number of zeros is odd, the"
        in done.text
    )


def test_the_stubs_are_skipped(run):
    """The course's own stubs are what is graded if nothing is named, and each one says why."""
    done = run("--grader=assignment1", "--grader-quick", "-rs", cwd=ROOT / "examples")
    assert done.code == 0
    assert re.search(
        r"^SKIPPED \[1\] \S*assignment1.stride\.py:26: conv2d_strided is not started\.$",
        done.text,
        re.MULTILINE,
    )
    findings = graded(EXAMPLES / "first_attempt").findings
    for case, other in zip(done.cases, findings, strict=True):
        assert case.properties["status"] == "not_started"
        assert [(tag, said) for tag, said, _text in case.results] == [
            ("skipped", f"{other.exercise} is not started.")
        ]
        assert case.place[0] == f"assignments/assignment1/{other.concept}.py"


def test_each_status_has_its_result(run, notes: dict[str, str], tmp_path: Path):
    """What was not graded is an error in the setup; a test takes as long as its calls did."""
    report = graded(EXAMPLES / "first_attempt")
    first, second, *rest = report.findings
    details = ("This is the grader's fault, and costs no points.",)
    slow = replace(second, status="not_graded", outcome="not_graded", diagnosis=None)
    findings = (
        replace(first, status="broken", outcome="broken", headline="f is odd", details=details),
        replace(slow, headline="its time was used up"),
        *rest,
    )
    findings = tuple(replace(one, seconds=at / 8) for at, one in enumerate(findings, 1))
    (tmp_path / "report.json").write_bytes(encode_report(replace(report, findings=findings)))
    words = ("--grader=assignment1", "--grader-submission", EXAMPLES / "first_attempt")
    done = run(*words, "--grader-course", ROOT, "-p", "notes", cwd=tmp_path, **notes)
    for case, finding in zip(done.cases, findings, strict=True):
        agrees(case, report, finding)
        assert case.seconds == finding.seconds
    assert "6 failed, 3 passed, 1 skipped, 2 errors" in done.text
    assert asked(done, tmp_path, "all") == [True]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a submission that is right, with files that pytest would load."""
    folder = shutil.copytree(EXAMPLES / "finished", tmp_path / "kim")
    trap = TRAP.format(mark=str(tmp_path / "mark"))
    with (folder / "padding.py").open("a", encoding="utf-8") as file:
        # Only where pytest is: in the grader's worker this is a file like any other.
        body = "".join(f"    {line}\n" for line in trap.splitlines())
        file.write(f"\nimport sys\n\nif 'pytest' in sys.modules:\n{body}")
    (folder / "tests").mkdir()
    names = ("__init__", "conftest", "test_it", "sitecustomize", "msgspec", "tests/conftest")
    for name in names:
        (folder / f"{name}.py").write_text(trap, encoding="utf-8")
    (tmp_path / "__init__.py").write_text(trap, encoding="utf-8")
    return folder


def test_finished_passes_and_nothing_else_has_a_say(run, hostile: Path):
    """A right submission passes; conftest.py, test files and other modules in it are not loaded.

    The head names containment and seed, the end the points.
    """
    options = ("--grader=assignment1", "--grader-submission=.", "--grader-course", ROOT)
    done = run(*options, "--grader-quick", "--grader-seed=7", "--doctest-modules", ".", cwd=hostile)
    assert not (hostile.parent / "mark").exists()
    assert done.code == 0, done.text
    assert [case.results for case in done.cases] == [[]] * 12
    assert re.search(
        r"^grader: assignment1\. Containment: (full|partial|none) \(.+\)\. Seed 7\.$",
        done.text,
        re.MULTILINE,
    )
    assert "\n100 of 100 points. 720 recorded tests, answers agreed by the reference" in done.text


def test_an_exercise_in_a_notebook_is_there(run, tmp_path: Path):
    """What is written in a notebook is at the notebook, of which lines are no places."""
    code = (
        "import numpy as np\n\ndef output_size(size, kernel_size, stride, padding):\n    return 0"
    )
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": code}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "work.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    words = ("--grader=assignment1", "--grader-submission", folder, "--grader-quick", "--tb=line")
    done = run(*words, "-k", "output_size")
    (case,) = done.cases
    assert case.place[0].endswith("ada/work.ipynb")
    assert (case.place[1], case.properties["status"]) == ("0", "failed")
    assert f"{folder / 'work.ipynb'}:1: " in done.text


def test_a_file_that_is_named_is_not_imported(run, hostile: Path):
    """What is named in a submission is an exercise's file, which is read, or is not found."""
    options = ("--grader=assignment1", "--grader-submission=.", "--grader-course", ROOT)
    done = run(
        *options, "--grader-quick", "--doctest-modules", "padding.py", "test_it.py", cwd=hostile
    )
    assert done.code == 4
    assert f"ERROR: not found: {hostile / 'test_it.py'}\n" in done.text
    assert "not found: " not in done.text.replace("not found: ", "", 1)
    assert not (hostile.parent / "mark").exists()


def test_a_link_is_no_way_into_a_submission(run, hostile: Path):
    """What is named by way of a link is not found, and not imported either."""
    elsewhere = hostile.parent / "elsewhere"
    elsewhere.mkdir()
    folder, file, other = (elsewhere / name for name in ("folder", "test_link.py", "test_other.py"))
    other.write_text("def test_other():\n    pass\n", encoding="utf-8")
    try:
        folder.symlink_to(hostile, target_is_directory=True)
        file.symlink_to(hostile / "padding.py")
    except OSError:
        pytest.skip("no links can be made here")
    words = ("--grader=assignment1", "--grader-submission", hostile, "--grader-quick")
    done = run(*words, folder / "padding.py", file, other)
    assert done.code == 4
    lost = re.findall(r"^ERROR: .* (\S+)$", done.text, re.MULTILINE)
    assert set(lost) == {str(folder / "padding.py"), str(file)}
    assert not (hostile.parent / "mark").exists()


def test_settings_in_a_submission_are_refused(run, hostile: Path):
    """Where pytest has its settings from a submission, nothing is run."""
    (hostile / "pytest.ini").write_text("[pytest]\naddopts = -x\n", encoding="utf-8")
    words = ("--grader=assignment1", "--grader-submission", hostile, "--grader-quick")
    done = run(*words, hostile / "padding.py", config=False)
    assert done.code == 4
    assert done.text == (
        f"ERROR: pytest has taken its settings from {hostile / 'pytest.ini'}, which belongs to the "
        "submission. Name another file with -c, or start pytest outside of the submission.\n\n"
    )
    assert not (hostile.parent / "mark").exists()


def test_a_selection_judges_everything_and_tells_a_part(run, tmp_path: Path):
    """-k shows some exercises, of a file that is missing too; each point counts all the same.

    What fails because of another exercise is named there, as it was judged with the others.
    """
    folder = shutil.copytree(EXAMPLES / "first_attempt", tmp_path / "ada")
    (folder / "stride.py").unlink()
    words = ("--grader=assignment1", "--grader-submission", folder, "--grader-quick")
    done = run(*words, "--tb=line", "-k", "same_padding or conv2d_strided or max_pool2d")
    report = graded(EXAMPLES / "first_attempt")
    case, missing, raised = done.cases
    agrees(case, report, report.findings[4])
    assert "conv2d_same fails for the same reason (no points lost twice)." in case.results[0][2]
    assert missing.name == "conv2d_strided"
    assert missing.results[0][:2] == ("failure", "stride.py is missing.")
    assert "9 deselected" in done.text
    lines = (folder / "pooling.py").read_text(encoding="utf-8").splitlines()
    assert lines[int(raised.place[1])].startswith("def max_pool2d(")
    # An error is told where it was raised.
    line = lines.index("    sh, sw = strides") + 1
    assert f"{folder / 'pooling.py'}:{line}: The function stops with an error when" in done.text
    assert "\n45 of 100 points." in done.text


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Return a test beside a conftest.py which it needs."""
    (tmp_path / "conftest.py").write_text(
        "import pytest\n\n\n@pytest.fixture\ndef five():\n    return 5\n", encoding="utf-8"
    )
    path = tmp_path / "test_other.py"
    path.write_text("def test_five(five):\n    assert five == 5\n\n\ndef test_six():\n    pass\n")
    (tmp_path / "test_not_named.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    return path


def test_a_node_id_and_a_file_of_somebody_elses(run, other: Path):
    """An exercise can be named, together with other tests, and then no conftest.py is loaded."""
    words = ("--grader=assignment1", "--grader-submission", FIRST, "--grader-quick")
    done = run(*words, f"{FIRST}/padding.py::conv2d_same", other, other.parent)
    report = graded(EXAMPLES / "first_attempt")
    case, five, six = done.cases
    agrees(case, report, report.findings[5])
    assert case.properties["points"] == "10"
    assert "'five' not found" in five.results[0][2]
    assert six.results == []


def test_other_files_alone_are_run_as_ever(run, other: Path):
    """Where no exercise is named, nothing is graded, and tests have their conftest.py."""
    words = ("--grader=assignment1", "--grader-submission", FIRST, "--grader-quick")
    done = run(*words, other)
    assert (done.code, [case.name for case in done.cases]) == (0, ["test_five", "test_six"])
    assert "points." not in done.text


def test_it_may_be_loaded_twice(run, tmp_path: Path):
    """Named by its module before it is found as an installed plugin, it is one plugin."""
    about = tmp_path / "some-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: some\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pytest11]\ngrader = grader.pytest_plugin\n")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    words = ["--grader=assignment1", "--grader-quick", "--collect-only", "-q"]
    # What takes long to load has no say here.
    words += ["-p", "no:hypothesispytest", "-p", "no:anyio"]
    done = run(*words, everything=True, PYTHONPATH=path)
    assert done.code == 0, done.text
    assert "assignments/assignment1/padding.py::same_padding\n" in done.text


def test_it_may_be_loaded_twice_the_other_way_round():
    """Found as an installed plugin before it is named by its module, it is one plugin."""
    manager = pytest.PytestPluginManager()
    manager.register(pytest_plugin, "grader")
    pytest_plugin.pytest_addoption(MagicMock(), manager)
    manager.import_plugin("grader.pytest_plugin")
    assert manager.get_plugin("grader") is pytest_plugin
    assert manager.get_plugin("grader.pytest_plugin") is None


def test_without_the_option_nothing_is_loaded(tmp_path: Path):
    """A run without --grader loads the plugin itself, and none of our dependencies."""
    statement = (
        "import pytest, sys\n"
        "pytest.main(['-p', 'grader.pytest_plugin', '-p', 'no:cacheprovider', sys.argv[1]])\n"
        "print(*sys.modules)"
    )
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-c", statement, str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    loaded = done.stdout.splitlines()[-1].split()
    ours = {one for one in loaded if one.partition(".")[0] == "grader"}
    assert ours == {"grader", "grader.pytest_plugin"}
    assert not set(loaded) & {"numpy", "msgspec", "hypothesis", "click"}


def test_an_unknown_assignment_is_told(run):
    """What can be mended is one sentence, and exit code 4, before anything is collected."""
    done = run("--grader=assignment9", "--grader-submission=nowhere")
    assert done.code == 4
    assert done.text == (
        "ERROR: There is no assignment 'assignment9' in this course. Did you mean assignment2? "
        "Assignments: assignment1, assignment2.\n\n"
    )


def problem(start: Path, **more: object) -> str:
    """Return the sentence with which a run ends that is started in a folder with options."""
    given = {"grader": "assignment1", "grader_course": None, "grader_submission": None}
    options = SimpleNamespace(**{**given, **more}, file_or_dir=[], grader_quick=True, grader_seed=1)
    where = SimpleNamespace(dir=start)
    config: Any = SimpleNamespace(invocation_params=where, inipath=None, option=options)
    with pytest.raises(pytest.UsageError) as caught:
        Grading(config, find(config, config.option))
    return str(caught.value)


def test_what_cannot_be_graded_is_told(tmp_path: Path):
    """No course, no submission, no casebook that can be used: each is one sentence."""
    assert problem(tmp_path) == (
        f"There is no course in {tmp_path} or above it. Name one with --grader-course."
    )
    assert problem(ROOT, grader_course="docs") == (
        f"There is no course in {ROOT / 'docs'}: it has no folder assignments/."
    )
    assert problem(ROOT, grader_submission="no") == f"There is no folder {ROOT / 'no'}."
    reference = ROOT / "reference" / "assignment1"
    assert problem(ROOT, grader_submission=str(reference)) == (
        f"{reference} is the reference, not a submission."
    )
    handout = tmp_path / "assignments" / "assignment1"
    handout.mkdir(parents=True)
    (handout / "casebook.npz").write_bytes(b"")
    assert problem(handout) == (
        "The casebook of assignment1 cannot be used: it is not a casebook, or not a whole one. "
        f"Get {handout / 'casebook.npz'} from the course again."
    )


@pytest.mark.parametrize("text", ["-1", "x", "", "²", str(2**53)])
def test_what_is_no_seed(text: str):
    """A seed is a number that every reader of JSON can read."""
    with pytest.raises(argparse.ArgumentTypeError):
        pytest_plugin._seed(text)
    assert pytest_plugin._seed(str(2**53 - 1)) == 2**53 - 1


def test_a_casebook_that_cannot_be_used_is_left_out():
    """Where there is a reference too, the exercises are known from that, as in a check."""

    def casebook() -> None:
        raise RefusedError("it is damaged")

    sources: Any = SimpleNamespace(is_fresh=True, casebook=casebook)
    where: Any = SimpleNamespace(course=COURSE, assignment="assignment1")
    assert _curriculum(where, sources).id == "assignment1"


def test_a_failure_that_is_not_ours_is_left_as_it_is():
    """What another plugin raises, a timeout say, is not told as if the exercise had failed."""
    finding = graded(EXAMPLES / "first_attempt").findings[0]
    crash = SimpleNamespace(path="other.py", lineno=1, message="Timeout")
    report: Any = SimpleNamespace(longrepr=SimpleNamespace(reprcrash=crash), skipped=False)
    call: Any = SimpleNamespace(when="call", excinfo=SimpleNamespace(value=RuntimeError()))
    itself: Any = SimpleNamespace(_told=Told(finding, "", ""), _raised=None, _line=1)
    Exercise.tell(itself, report, call)
    assert (crash.path, crash.lineno, crash.message) == ("other.py", 1, "Timeout")


def test_lines_of_what_is_no_python():
    """Where there is no Python to read, no line is known, and nothing is raised."""
    assert _lines("def f(:") == {}
    assert _lines("(" * 10_000) == {}
    assert _lines("x = '\\d'\n\n@g\ndef f():\n    pass\n\n\ndef f():\n    pass\n") == {"f": 8}
