"""tf.nn as the second source of right answers, and what happens when it is not one."""

from __future__ import annotations

import re
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

import grader.oracle
from grader.cli import main
from grader.compare import difference
from grader.course import find_course
from grader.draw import draw_calls
from grader.model import Finding, Report
from grader.oracle import Oracle, OracleDiedError, tensorflow_is_installed
from grader.session import Options, grade
from reference.assignment1 import ASSIGNMENT

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "reference" / "assignment1"
EXAMPLES = ROOT / "examples" / "assignment1"
FAULT = "This is the grader's fault, and costs no points."

pytestmark = pytest.mark.skipif(
    not tensorflow_is_installed(), reason="TensorFlow is not installed on this platform"
)


@pytest.fixture(scope="module")
def oracle():
    """Start TensorFlow once for all tests that only ask."""
    with Oracle(REFERENCE) as one:
        yield one


class _Killed(Oracle):
    """An oracle that is killed from outside before its second batch."""

    def ask(self, exercise, calls):
        """Ask, and be killed where the second exercise begins."""
        asked = super().ask(exercise, calls)
        for batch in asked:
            batch.exception()
        self._popen.kill()
        return asked


@pytest.fixture
def copy(tmp_path: Path) -> Callable[..., Path]:
    """Return what makes a copy of the course with one piece of the reference replaced."""

    def make(file: str, old: str, new: str) -> Path:
        for folder in ("reference", "assignments"):
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
        path = tmp_path / "reference" / "assignment1" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return tmp_path

    return make


def graded(course: Path, *only: str, submission: str = "finished", **options) -> Report:
    """Grade an example in a course, with few inputs."""
    usual = Options(**{"seed": 1, "examples": 20, "only": only, **options})
    return grade(find_course(course), "assignment1", EXAMPLES / submission, usual)


def check(submission: str, oracle: str, only: str) -> Result:
    """Run the command on an example."""
    words = ["check", "assignment1", str(EXAMPLES / submission), "--course", str(ROOT)]
    words += ["--seed", "1", "--examples", "10", "--oracle", oracle, "--only", only]
    return CliRunner().invoke(main, words)


def by_name(report: Report) -> dict[str, Finding]:
    """Return the findings by exercise."""
    return {finding.exercise: finding for finding in report.findings}


@pytest.mark.parametrize("exercise", [one for _, one in ASSIGNMENT.exercises], ids=lambda e: e.name)
def test_twins_agree(exercise, oracle: Oracle):
    """The reference and tf.nn give the same answers, in the order of the calls."""
    calls = draw_calls(exercise, seed=2, examples=150)
    asked = oracle.ask(exercise.name, [tuple(call.values()) for call in calls])
    answers = oracle.collect(asked)
    assert len(asked) == 2, "a batch has 100 calls"
    assert len(answers) == len(calls)
    for call, (word, answer) in zip(calls, answers, strict=True):
        assert word == "answer", answer
        allowed = exercise.error(call)
        assert difference(answer, exercise.function(**call), allowed) is None


def test_version(oracle: Oracle):
    """TensorFlow's version is known once it is ready."""
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", oracle.version())


def test_what_a_twin_refuses_is_told(oracle: Oracle):
    """A twin that raises is an answer of its own, and the next call is answered."""
    calls = [(3, 0, 1), (3, 3, 1)]
    (refused, answered) = oracle.collect(oracle.ask("same_padding", calls))
    assert refused[0] == "raised"
    assert refused[1].startswith("ValueError: image (3, 1), window (0, 1), strides (1, 1): all ")
    assert answered == ("answer", (1, 1))


def test_a_killed_process_is_told():
    """Who waits for a process that was killed is told how it ended, now and later."""
    with Oracle(REFERENCE) as one:
        assert one.collect(one.ask("output_size", [(3, 2, 1, "valid")])) == [("answer", 2)]
        one._popen.kill()
        for _ in range(2):
            asked = one.ask("output_size", [(3, 2, 1, "valid")])
            with pytest.raises(OracleDiedError, match=r"^it ended with exit code -9$"):
                one.collect(asked)


def test_a_reference_without_assignment_is_told(tmp_path: Path):
    """A process that cannot load the assignment has ended, and says so when asked."""
    with Oracle(tmp_path) as one, pytest.raises(OracleDiedError, match=r"^it ended with exit"):
        one.version()


@pytest.mark.parametrize(
    ("submission", "oracle", "code"),
    [("finished", "auto", 0), ("first_attempt", "auto", 1), ("finished", "tf", 3)],
)
def test_death_in_the_middle(
    submission: str, oracle: str, code: int, monkeypatch: pytest.MonkeyPatch
):
    """The report says plainly that tf.nn is silent; only ``--oracle tf`` fails because of it."""
    monkeypatch.setattr(grader.oracle, "Oracle", _Killed)
    result = check(submission, oracle, "output_shape")
    said = " ".join(result.output.split())
    assert "tf.nn did not answer." in said
    assert "The TensorFlow process gave no answers: it ended with exit code -9." in said
    assert "agreed" not in said
    assert result.exit_code == code


def test_death_keeps_the_findings(monkeypatch: pytest.MonkeyPatch):
    """A dead TensorFlow changes no finding, and the report counts what was compared before."""
    alive = graded(ROOT, "output_shape", submission="first_attempt", oracle="off")
    monkeypatch.setattr(grader.oracle, "Oracle", _Killed)
    dead = graded(ROOT, "output_shape", submission="first_attempt")
    timeless = [
        [msgspec.structs.replace(one, seconds=0.0) for one in report.findings]
        for report in (dead, alive)
    ]
    assert timeless[0] == timeless[1]
    assert (dead.oracle.state, dead.oracle.compared) == ("died", 20)
    assert dead.exit_code == 1


def test_agreement_is_counted():
    """Calls that both sources answered are counted, the student's counterexample too."""
    report = graded(ROOT, "conv_output_shape", submission="first_attempt")
    assert (report.oracle.state, report.oracle.compared) == ("agreed", 21)
    assert report.versions["tensorflow"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            "output_shape.py",
            "return len(twins.convolve(column",
            "return 1 + len(twins.convolve(column",
        ),
        (
            "output_shape.py",
            "return (size - kernel_size) // stride + 1",
            "return (size - kernel_size) // stride + 2",
        ),
    ],
    ids=["twin", "reference"],
)
def test_a_spoiled_source_is_the_grader_s_fault(copy, file: str, old: str, new: str):
    """Where the two sources differ the finding is broken: points are kept, exit code 3."""
    report = graded(copy(file, old, new), "output_size", submission="first_attempt")
    (finding,) = report.findings
    assert (finding.status, finding.outcome, finding.points) == ("broken", "broken", 5)
    assert finding.headline == (
        "output_size could not be graded: the reference and tf.nn do not agree"
    )
    assert finding.details == (FAULT,)
    assert finding.hint == ""
    assert report.oracle.state == "disagreed"
    assert report.exit_code == 3


def test_a_twin_that_raises_is_the_grader_s_fault(copy):
    """A twin that gives no answer is told with its error; other exercises are graded as ever."""
    course = copy(
        "output_shape.py", "return len(twins.convolve(column", "return len(twins.no_such(column"
    )
    report = graded(course, "output_size", "conv_output_shape")
    findings = by_name(report)
    assert findings["output_size"].headline == (
        "output_size could not be graded: tf.nn gives no answer"
    )
    first, last = findings["output_size"].details
    assert first.startswith("tf.nn raised AttributeError: module ")
    assert last == FAULT
    assert findings["conv_output_shape"].status == "passed"
    assert (report.points, report.exit_code) == (10, 3)


@pytest.mark.parametrize("oracle", ["off", "auto"])
def test_a_reference_that_raises_is_the_grader_s_fault(copy, oracle: str):
    """A reference that raises is broken, with or without tf.nn; others are graded as ever."""
    course = copy(
        "output_shape.py",
        "    height, width, channels = input_shape\n",
        "    height, width, channels = input_shape, 1\n",
    )
    report = graded(course, "output_size", "pool_output_shape", oracle=oracle)
    findings = by_name(report)
    assert findings["pool_output_shape"].status == "broken"
    assert findings["pool_output_shape"].headline == (
        "pool_output_shape could not be graded: the grader failed with "
        "ValueError: not enough values to unpack (expected 3, got 2)"
    )
    assert findings["pool_output_shape"].details == (FAULT,)
    assert findings["output_size"].status == "passed"
    assert (report.points, report.max_points, report.exit_code) == (10, 10, 3)


def test_a_broken_finding_is_printed(copy):
    """The terminal shows the fault, the call that shows it, and what is right of the rest."""
    course = copy(
        "output_shape.py",
        "return len(twins.convolve(column",
        "return 1 + len(twins.convolve(column",
    )
    words = ["check", "assignment1", str(EXAMPLES / "finished"), "--course", str(course)]
    words += ["--seed", "1", "--examples", "10", "--only", "output_size"]
    result = CliRunner().invoke(main, words)
    assert "!! output_size\n" in result.output
    assert "  output_size could not be graded: the reference and tf.nn do not agree\n" in (
        result.output
    )
    assert f"  {FAULT}\n" in result.output
    assert "5 of 5 points." in result.output
    assert "do not all agree" in " ".join(result.output.split())
    assert result.exit_code == 3


@pytest.mark.skipif(not hasattr(select, "poll"), reason="hanging up is noticed by poll")
def test_the_process_ends_with_the_judge():
    """A process whose judge has gone does not first import TensorFlow, nor say that it is ready."""
    root = Path(__file__).resolve().parents[2]
    script = root / "grader" / "oracle_process.py"
    command = [sys.executable, "-I", str(script), str(root), str(root / "reference/assignment1")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as popen:
        assert popen.stdin is not None
        assert popen.stdout is not None
        popen.stdin.close()
        assert popen.stdout.read() == b""
        assert popen.wait() == 0
