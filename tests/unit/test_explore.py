"""Evidence is gathered so that no exercise can take anything from another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.authoring import AuthoringError, Concept, Exercise
from grader.course import find_course
from grader.evidence import Limits
from grader.explore import draw_question
from grader.inputs import choices
from grader.model import Report
from grader.session import Options, grade

ROOT = Path(__file__).resolve().parents[2]
FINISHED = ROOT / "examples" / "assignment1" / "finished"
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def graded(tmp_path: Path, file: str, code: str, limits: Limits | None = None, **options) -> Report:
    """Grade ``finished`` with some code put behind one of its files."""
    for path in FINISHED.glob("*.py"):
        text = path.read_text(encoding="utf-8") + (code if path.name == file else "")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    chosen = {"seed": 1, "examples": 20, "oracle": "off", **options}
    settings = Options(limits=limits or Limits(), **chosen)
    return grade(find_course(ROOT), "assignment1", tmp_path, settings)


def statuses(report: Report) -> dict[str, str]:
    """Return each exercise's status."""
    return {finding.exercise: finding.status for finding in report.findings}


def test_a_slow_exercise_takes_no_time_from_the_others(tmp_path: Path):
    """A right answer that is far too slow is not graded, says so, and the others are."""
    code = """
slow = conv1d


def conv1d(x, w, b):
    for _ in range(2_000_000):
        pass
    return slow(x, w, b)
"""
    report = graded(tmp_path, "convolution.py", code, Limits(exercise=0.1))
    assert statuses(report).pop("conv1d") == "not_graded"
    assert set(list(statuses(report).values())[1:]) == {"passed"}
    assert "so it is too slow" in report.findings[0].headline


def test_a_right_answer_that_was_tried_in_full_is_right(tmp_path: Path):
    """An exercise whose time runs out on its last input has passed: everything was tried."""
    limits = Limits(exercise=0.0)
    report = graded(tmp_path, "", "", limits, only=("zero_pad",), examples=1, calls="fresh")
    assert statuses(report) == {"zero_pad": "passed"}


def test_shrinking_a_slow_function_has_an_end(tmp_path: Path):
    """A wrong answer that is slow is told with what was found so far."""
    code = """
right = zero_pad


def zero_pad(x, pad_height, pad_width):
    for _ in range(100_000):
        pass
    return right(x, pad_height, pad_width) + 1
"""
    limits = Limits(shrinking=0.0)
    report = graded(tmp_path, "padding.py", code, limits, only=("zero_pad", "max_pool2d"))
    assert statuses(report) == {"zero_pad": "failed", "max_pool2d": "passed"}
    assert report.findings[0].outcome == "values"


def test_a_call_that_hangs_once_is_asked_again(tmp_path: Path):
    """Each call that times out gets a second chance, and one that then answers is right."""
    code = f"""
import os

first = os.path.join({str(tmp_path)!r}, "hung")
right = max_pool2d


def max_pool2d(x, pool_size, strides, padding):
    global count
    name = first + str(x.shape)
    if not os.path.exists(name) and len(os.listdir({str(tmp_path)!r})) < 9:
        open(name, "w").close()
        while True:
            pass
    return right(x, pool_size, strides, padding)
"""
    limits = Limits(call=0.2, call_wall=5.0)
    # Contained, it could not remember that it has hung.
    only = {"only": ("max_pool2d",), "containment": "none"}
    report = graded(tmp_path, "pooling.py", code, limits, **only)
    assert len(list(tmp_path.glob("hung*"))) >= 2
    assert statuses(report) == {"max_pool2d": "passed"}


@linux
@pytest.mark.parametrize("containment", ["auto", "none"])
def test_killing_the_next_process_earns_nothing(tmp_path: Path, containment: str):
    """Whoever kills the judge's other processes has failed, and has not broken the grader."""
    code = """
import os
import signal


def conv1d(x, w, b):
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                with open(f"/proc/{name}/stat") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
                with open(f"/proc/{name}/cmdline") as file:
                    is_ours = "entry.py" in file.read()
            except OSError:
                continue
            # Not what the test's own process has started beside the judge's.
            if parent == os.getppid() and is_ours:
                os.kill(int(name), signal.SIGKILL)
    return np.zeros(1)
"""
    chosen = {"only": ("convolution",), "containment": containment}
    report = graded(tmp_path, "convolution.py", code, **chosen)
    assert statuses(report)["conv1d"] == "failed"
    assert report.exit_code == 1
    assert {finding.points for finding in report.findings if finding.status == "failed"} == {0}


def toy(names: str) -> tuple[Concept, Exercise]:
    """Return an exercise ``minus(a, b)`` whose inputs are drawn in this order."""

    def minus(a, b):
        """Return a - b."""
        return a - b

    def inputs(draw):
        pick = draw(choices(a=range(5), b=range(5)))
        return {name: getattr(pick, name) for name in names}

    exercise = Exercise(function=minus, inputs=inputs, points=1, hints=("one", "two"))
    return Concept(id="toy", title="Toy", goal="Subtract.", exercises=(exercise,)), exercise


def test_inputs_are_drawn_in_the_order_of_the_signature():
    """Inputs in another order would be given to the student in that order: they are refused."""
    assert len(draw_question(*toy("ab"), seed=1, examples=5).calls) == 5
    with pytest.raises(AuthoringError) as refused:
        draw_question(*toy("ba"), seed=1, examples=5)
    assert str(refused.value) == "minus takes ('a', 'b'), but its inputs are drawn as ('b', 'a')"
