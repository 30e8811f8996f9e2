"""Hidden inputs stay hidden: nothing that student code can choose is left in the report."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from grader.course import find_course
from grader.model import OutcomeName, encode_report
from grader.report.hidden import _SENTENCES, without_inputs
from grader.session import Options, grade

ROOT = Path(__file__).parents[2]
#: Each function tries to carry out a word in another way.
CARRIERS = """
import numpy as np
WORD = "sm" + "uggled"

def conv1d(x, w, b):
    print(WORD)
    raise type(WORD, (Exception,), {})(WORD)

def conv2d_single(x, w, b):
    return type(WORD, (), {})()

def conv2d(x, kernel, bias, smuggled=0, *, sm, uggled):
    return [WORD]
"""
SIZES = """
# smuggled: the line from which an exception seems to come
WORD = "sm" + "uggled"
def output_size(size, kernel_size, stride, padding): return WORD
def conv_output_shape(*arguments): return [WORD, WORD, WORD]
def pool_output_shape(*arguments):
    exec(compile("\\nraise ModuleNotFoundError(name=WORD)", "output_shape.py", "exec"))
"""


def test_nothing_is_carried_out(tmp_path: Path):
    """A word in values, prints, exceptions, class names, signatures and lines is not there."""
    (tmp_path / "convolution.py").write_text(CARRIERS, encoding="utf-8")
    (tmp_path / "output_shape.py").write_text(SIZES, encoding="utf-8")
    options = Options(seed=1, examples=5, oracle="off", only=("convolution", "output_shape"))
    report = grade(find_course(ROOT), "assignment1", tmp_path, options)
    assert encode_report(report).count(b"smuggled") > 10
    hidden = without_inputs(report)
    assert b"smuggled" not in encode_report(hidden)
    assert {one.location for one in hidden.findings} == {None}
    assert {one.seconds for one in hidden.findings} == {0.0}
    assert [one.points for one in hidden.findings] == [one.points for one in report.findings]
    assert [one.headline for one in hidden.findings] == [
        "conv1d raised an exception",
        "conv2d_single returned another type than is asked",
        "conv2d takes other parameters than is asked",
        "output_size returned another type than is asked",
        "conv_output_shape returned another type than is asked",
        "pool_output_shape raised an exception",
    ]


#: Raises a word when padding is "same": in one branch alone, and beside a known mistake.
BRANCHES = """
import numpy as np
WORD = type("sm" + "uggled", (Exception,), {})

def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        raise WORD
    return (size - kernel_size) // stride + 1

def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    if padding == "same":
        raise WORD
    sizes = zip(input_shape, kernel_size, strides)
    return *[(n - k) // s + 1 for n, k, s in sizes], input_shape[2]
"""


def test_what_is_seen_carries_nothing_out(tmp_path: Path):
    """Symptoms and explanations by branch name no exception of the code's choice."""
    (tmp_path / "output_shape.py").write_text(BRANCHES, encoding="utf-8")
    options = Options(seed=1, oracle="off", only=("output_size", "conv_output_shape"))
    report = grade(find_course(ROOT), "assignment1", tmp_path, options)
    hidden = without_inputs(report)
    assert b"smuggled" in encode_report(report)
    assert b"smuggled" not in encode_report(hidden)
    kinds = [one.diagnosis.kind for one in hidden.findings if one.diagnosis]
    assert kinds == ["symptoms", "misconception"]


def test_every_outcome_has_its_sentence():
    """Each outcome of a report has a sentence of our own; a right answer needs none."""
    assert _SENTENCES.keys() == set(get_args(OutcomeName)) - {"right"}
