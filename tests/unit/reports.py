"""Reports of real submissions for tests of what is written from a report, each made once."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from grader.course import find_course
from grader.language import speaking
from grader.model import (
    CasebookState,
    ConceptTitle,
    Counterexample,
    Diagnosis,
    Finding,
    Location,
    OracleState,
    Report,
    SequenceValue,
)
from grader.session import Options, grade

__all__ = ["COMMIT", "HOSTILE", "SMALL", "SMUGGLED", "samples"]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "assignment1"
COMMIT = "5eed0123456789abcdef0123456789abcdef0123"

#: What would do harm somewhere: in a log, in XML, in HTML, in Markdown, in a comment.
SMUGGLED = (
    "\x1b[2J\x1b[31m",
    "\x00",
    "\x07\x85",
    "\u202e\u2066",
    "\u2028::error::in its own line",
    "\n::error file=x.py,line=1::taken over",
    "\r\n##[error]taken over",
    "\n::stop-commands::x",
    "</failure></testcase>",
    "]]>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- grader -->",
    "&#0;&amp;&lt;",
    "```\n~~~\n`",
    "@everyone @github #1",
    "[a link](https://example.org/) ![](https://example.org/x.png) https://example.org/",
    "| --- |",
    "\n# heading\n- item\n> quote\n",
    "$(touch x) ${{ secrets.TOKEN }} %0A::error::",
    "=1+1",
    "\ufffe\uffff\ufeff",
)
HOSTILE = " ".join(SMUGGLED)

#: Put behind the finished example. Each exercise tries a different way out of its place.
_ODD = {
    # Messages of exceptions; the text on the line; the name of the class; a lone surrogate.
    "convolution": """
def conv1d(x, w, b):
    raise ValueError(TEXT)  # LINE
def conv2d_single(x, w, b):
    raise type(NAME, (Exception,), {})(TEXT)  # LINE
def conv2d(x, kernel, bias):
    raise ValueError("\\ud800 \\udfff" + TEXT + "x" * 100_000)
""",
    # Values; what is printed; a right answer for the smallest images, which is not finished.
    "padding": """
def zero_pad(x, pad_height, pad_width):
    print(TEXT * 100)
    return TEXT * 100
def same_padding(size, kernel_size, stride):
    print(TEXT)
    return [TEXT, type(NAME, (), {})(), TEXT.encode()]
def conv2d_same(x, kernel, bias):
    if x.shape[:2] != (1, 1):
        raise NotImplementedError(TEXT)  # LINE
    middle = kernel[(kernel.shape[0] - 1) // 2, (kernel.shape[1] - 1) // 2]
    return (x[0, 0] @ middle + bias).reshape(1, 1, -1)
""",
    # A line that is no Python at all.
    "stride": """
::error::taken over </failure> ]]> <script>alert(1)</script> ``` @everyone LINE
""",
    # A line of many thousand characters; an answer of a class with a name of its own.
    "pooling": """
def max_pool2d(x, pool_size, strides, padding):
    print("\\n".join([TEXT] * 50)); raise KeyError(TEXT)  # LONG
def avg_pool2d(x, pool_size, strides, padding):
    return type("::error::</failure>]]>", (), {"__repr__": lambda self: TEXT})()
""",
    # Names of parameters, a key of a dict, the end of Python.
    "output_shape": """
def output_size(크기, kernel_size, 걸음):
    return 0
def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    return {TEXT: TEXT}
def pool_output_shape(input_shape, pool_size, strides, padding):
    raise SystemExit(TEXT)  # LINE
""",
}


#: One exercise of each status, and one that fails because of another.
SMALL = Report(
    assignment="assignment1",
    title="Building blocks of a convolutional network",
    submission="ada",
    folder="assignments/assignment1",
    commit=COMMIT,
    points=20,
    max_points=40,
    seed=0x5EED0123,
    examples=60,
    containment="full",
    seconds=1.25,
    versions={"grader": "0.1.0", "reference": "f4e71e57c78f", "tensorflow": "2.21.0"},
    oracle=OracleState("agreed", compared=200),
    casebook=CasebookState("used"),
    concepts=(ConceptTitle("convolution", "Convolution"), ConceptTitle("padding", "Padding")),
    findings=(
        Finding("conv1d", "convolution", "passed", 5, 5, calls=60, seconds=0.25),
        Finding(
            "conv2d",
            "convolution",
            "not_graded",
            0,
            10,
            "conv2d was not graded: the time for the whole submission was used up",
            "not_graded",
            calls=20,
            seconds=15.5,
        ),
        Finding(
            "same_padding",
            "padding",
            "failed",
            0,
            5,
            "same_padding returned (1, 0), but should return (0, 1)",
            "values",
            calls=60,
            wrong_calls=22,
            hint="One zero is left over. On which side does TensorFlow put it?",
            location=Location("padding.py", 13, "def same_padding(size, kernel_size, stride):"),
            counterexample=Counterexample(
                "same_padding(size=1, kernel_size=2, stride=1)",
                {"size": 1, "kernel_size": 2, "stride": 1},
                SequenceValue("tuple", (1, 0)),
                SequenceValue("tuple", (0, 1)),
                ((0,), (1,)),
            ),
            diagnosis=Diagnosis(
                "misconception",
                ("same-extra-before",),
                agrees=60,
                calls=60,
                discriminating=22,
                says="When the number of zeros is odd, the extra zero goes in front.",
            ),
        ),
        Finding(
            "conv2d_same",
            "padding",
            "failed",
            10,
            10,
            "conv2d_same returned 3.5 at [0, 0, 0], but should return 2.5",
            "values",
            calls=60,
            wrong_calls=33,
            location=Location("padding.py", 22),
            because_of="same_padding",
            diagnosis=Diagnosis(
                "misconception",
                ("same-extra-before",),
                agrees=60,
                calls=60,
                discriminating=33,
                says="When the number of zeros is odd, the extra zero goes in front.",
            ),
        ),
        Finding(
            "zero_pad",
            "padding",
            "not_started",
            0,
            5,
            "zero_pad is not started",
            "not_started",
            calls=60,
            wrong_calls=60,
        ),
        Finding(
            "crop",
            "padding",
            "broken",
            5,
            5,
            "crop could not be graded: the reference and tf.nn do not agree",
            "broken",
            details=("This is the grader's fault, and costs no points.",),
        ),
    ),
)


@functools.cache
def samples() -> dict[str, Report]:
    """Return reports by name: finished, wrong, unfinished, hostile, and korean, which is wrong too.

    Each is of a student's copy: its files are in ``assignments/assignment1`` of what is graded.
    """
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        wrong = _copy(EXAMPLES / "first_attempt", place / "wrong")
        with speaking("ko"):
            korean = _graded(wrong)
        return {
            "finished": _graded(_copy(EXAMPLES / "finished", place / "finished")),
            "wrong": _graded(wrong),
            "unfinished": _graded(_copy(ROOT / "assignments/assignment1", place / "unfinished")),
            "hostile": _graded(_hostile(place / "hostile @everyone `x` &")),
            "korean": korean,
        }


def _hostile(copy: Path) -> Path:
    files = _copy(EXAMPLES / "finished", copy) / "assignments" / "assignment1"
    # What ends a line of Python cannot stand in one; the rest of it can.
    line = " ".join(one for one in SMUGGLED if not {"\n", "\r", "\0"} & set(one))
    for module, text in _ODD.items():
        code = text.replace("LINE", line).replace("LONG", f"{line} " * 50)
        with (files / f"{module}.py").open("a", encoding="utf-8") as file:
            file.write(f"\n\nTEXT = {HOSTILE!a}\nNAME = TEXT.replace('\\0', '')\n{code}")
    return copy


def _copy(files: Path, copy: Path) -> Path:
    folder = copy / "assignments" / "assignment1"
    folder.mkdir(parents=True)
    for path in files.glob("*.py"):
        shutil.copy(path, folder)
    return copy


def _graded(folder: Path) -> Report:
    options = Options(seed=1, examples=20, oracle="off", calls="recorded", commit=COMMIT)
    return grade(find_course(ROOT), "assignment1", folder, options)
