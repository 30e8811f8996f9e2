"""`grader show`: a worked example cell by cell, in a course and in a student's copy."""

from __future__ import annotations

import dataclasses
import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner

from grader.author.recording import _worked
from grader.casebook import read_casebook
from grader.cli import main
from grader.commands import keys, show
from grader.course import Course, find_course
from grader.explain.frames import Example
from grader.recorded import RecordedExercise
from grader.report.page import no_style
from grader.trace import Axis
from tests.student_copy import make_copy
from tests.test_reference_run import tiny

ROOT = Path(__file__).parent.parent
EXERCISES = {
    one.name: one for _concept, one in find_course(ROOT).load("assignment1", "en").exercises
}
#: A session's first process takes the terminal: only then is Ctrl-C its signal.
ON_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from grader.cli import main
main()
"""
#: The end of patience, in seconds.
DEADLINE = 60
needs_a_terminal = pytest.mark.skipif(
    os.name != "posix", reason="there are no pseudo-terminals there"
)

CONV1D = """\
x = np.array([3., 1., 0., 7., 6., 4., 8., 2., 4., 5.])
w = np.array([1., 0., 2.])
conv1d(x, w, b=0.5)

cell 1 of 8
output 0
x       [ 3  1  0 ] 7  6  4  8  2  4  5
w         1  0  2
result    3x1 + 1x0 + 0x2 + 0.5 = 3.5

All 8 cells:  grader show assignment1 conv1d --lang en --all
"""
STRIDED = """\
conv2d_strided(x, kernel, bias, strides=(2, 2), padding="same")

example 2 of 2, cell 4 of 12
output (0, 1), filter 0                                  . = padding
          channel 0                     channel 1
x          1   2 [   3    4    . ]      13  14 [  15   16    . ]
           5   6 [   7    8    . ]       9  10 [  11   12    . ]
           9  10 [  11   12    . ]       5   6 [   7    8    . ]
          13  14    15   16    .         1   2     3    4    .
           .   .     .    .    .         .   .     .    .    .
kernel             -27  -21  -15                 -24  -18  -12
                    -9   -3    3                  -6    0    6
                     9   15   21                  12   18   24
result    3x(-27) + 4x(-21) + 0x(-15) + 7x(-9) + 8x(-3) + 0x3 + 11x9
          + 12x15 + 0x21 + 15x(-24) + 16x(-18) + 0x(-12) + 11x(-6)
          + 12x0 + 0x6 + 7x12 + 8x18 + 0x24 + 0.5 = -458.5
"""
ZERO_PAD = """\
x = np.array([1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12., 13.,
             14., 15., 16.]).reshape(4, 4, 1)
zero_pad(x, pad_height=(0, 2), pad_width=(1, 0))

x          1   2   3   4
           5   6   7   8
           9  10  11  12
          13  14  15  16

result     0   1   2   3   4
           0   5   6   7   8
           0   9  10  11  12
           0  13  14  15  16
           0   0   0   0   0
           0   0   0   0   0
"""
SAME_PADDING = """\
same_padding(size=28, kernel_size=3, stride=2)

예제 2개 중 2번째
결과       (0, 1)                         . = 패딩
칸            0   1   2   3   4  ...  26  27   .
윈도우 0   [  0   1   2 ]
윈도우 1           [  2   3   4 ]
윈도우 13                           [ 26  27   . ]
"""


def run(*words: str, course: Path = ROOT, lang: str = "en") -> tuple[int, str]:
    """Show something of assignment1, and return the exit code and what was printed."""
    place = [] if course == ROOT else ["--course", str(course)]
    words = ("show", "assignment1", *words, *place, "--lang", lang)
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course without its reference."""
    course = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "assignments", course / "assignments")
    return course


def test_the_first_cell_and_how_to_see_more():
    """In a pipe the first cell is printed, and how many there are."""
    assert run("conv1d") == (0, CONV1D)


def test_a_cell_of_another_example():
    """Of another example a cell is printed alone, padding and all channels."""
    code, text = run("conv2d_strided", "--example", "2", "--frame", "4")
    assert code == 0
    assert STRIDED in text
    assert "All" not in text


def test_an_exercise_without_a_drawing():
    """Where nobody knows how a cell comes about, picture and answer are shown, as changed."""
    assert run("zero_pad", "--set", "pad_height=0,2", "--set", "pad_width=1,0") == (0, ZERO_PAD)


def test_a_change_to_what_it_was():
    """Words, none and numbers in brackets are understood; set to what it was, all is as before."""
    words = ("--set", "strides=None", "--set", 'padding="valid"', "--set", "pool_size=(2, 2)")
    assert run("max_pool2d", *words, "--all") == run("max_pool2d", "--all")


def test_in_korean():
    """The windows of an axis lead to the answer, in Korean, in columns."""
    assert run("same_padding", "--example", "2", lang="ko") == (0, SAME_PADDING)


def test_the_way_to_the_other_examples():
    """What is printed last can be typed, and shows the next example."""
    text = run("output_size")[1]
    assert text.endswith(
        "\nThe next example:  grader show assignment1 output_size --lang en --example 2\n"
    )
    text = run("conv2d_strided", "--set", "strides=2,1", "--set", "padding=same")[1]
    assert 'conv2d_strided(x, kernel, bias, strides=(2, 1), padding="same")\n\ncell 1 of 24' in text
    assert text.endswith(
        "All 24 cells:  grader show assignment1 conv2d_strided --set strides=2,1 "
        "--set padding=same --lang en --all\n"
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_shows_something_and_the_same_in_a_students_copy(name: str, copy: Path):
    """All cells of all examples are shown, by the casebook as by the reference."""
    for number, call in enumerate(EXERCISES[name].worked, start=1):
        words = (name, "--example", str(number), "--all")
        code, text = run(*words)
        assert code == 0
        assert (0, text) == run(*words, course=copy)
        example = Example(EXERCISES[name], call)
        assert text.startswith("\n".join(example.call))
        if name in {"zero_pad", "conv_output_shape", "pool_output_shape"}:
            assert re.search(r"^result +[(\d]", text, re.MULTILINE)
        elif name in {"same_padding", "output_size"}:
            assert len(re.findall(r"^window 0 +\[ ", text, re.MULTILINE)) == 1
        else:
            cells = re.findall(r"cell (\d+) of (\d+)\noutput ", text)
            size = np.size(EXERCISES[name].right(call))
            assert cells == [(str(at), str(size)) for at in range(1, size + 1)]
            assert len(re.findall(r"^result ", text, re.MULTILINE)) == size


def test_without_the_big_packages(tmp_path: Path):
    """A student's copy needs neither Hypothesis nor the reference; the text is the same."""
    student = make_copy(tmp_path)
    words = ("show", "assignment1", "conv2d_same", "--frame", "48", "--lang", "en")
    assert student.run(*words) == run("conv2d_same", "--frame", "48")


ERRORS = {
    "no_exercise --all": (
        "assignment1 has no exercise or concept 'no_exercise'. There are: convolution, conv1d, "
        "conv2d_single, conv2d, padding, zero_pad, same_padding, conv2d_same, stride, "
        "conv2d_strided, pooling, max_pool2d, avg_pool2d, output_shape, output_size, "
        "conv_output_shape, pool_output_shape."
    ),
    "padding": "padding is a concept. Name one of its exercises: "
    "zero_pad, same_padding, conv2d_same.",
    "conv1d --frame 9": "There is no cell 9. The last one is 8.",
    "conv1d --example 2": "There is no example 2. The last one is 1.",
    "conv1d --all --frame 1": (
        "--all shows every cell: it goes neither with --frame nor with --svg."
    ),
    "zero_pad --svg zero_pad.svg": "There is no drawing of zero_pad: only its answer is shown.",
    "conv1d --set b": "--set needs NAME=VALUE, not b.",
    "conv1d --set w=2": "w is an array, which cannot be set. What can be set: b.",
    "conv1d --set b=nan": "b is a number from -1000 to 1000: --set b=0.5",
    "conv1d --set b=1001": "b is a number from -1000 to 1000: --set b=0.5",
    "conv2d --set strides=2": "conv2d has no argument strides. conv2d takes arrays alone.",
    "conv2d_strided --set strides=2": "strides is 2 whole numbers: --set strides=2,2",
    "conv2d_strided --set strides=none": "strides is 2 whole numbers: --set strides=2,2",
    "conv2d_strided --set strides=0,1": "strides takes numbers from 1 to 1000, not 0.",
    "conv2d_strided --set padding=full": "padding is one of: same, valid.",
    "max_pool2d --set strides=2,x": "strides is 2 whole numbers, or none: --set strides=2,2",
    "max_pool2d --set pool_size=2,3": (
        'max_pool2d(x, pool_size=(2, 3), strides=None, padding="valid") '
        "has no output. Is a window larger than the picture?"
    ),
    "output_size --set size=1.5": "size is a whole number: --set size=2",
    "output_size --set size=2": 'output_size(size=2, kernel_size=3, stride=1, padding="valid") '
    "has no output. Is a window larger than the picture?",
    "zero_pad --set pad_width=-1,0": "pad_width takes numbers from 0 to 1000, not -1.",
}


@pytest.mark.parametrize("words", ERRORS)
def test_what_cannot_be_shown(words: str):
    """What cannot be is said in a sentence, with exit code 2."""
    assert run(*words.split()) == (2, ERRORS[words] + "\n")


def test_nothing_can_be_changed_in_a_students_copy(copy: Path):
    """Without the reference nothing is computed, and it is said why."""
    words = ("conv2d_strided", "--set", "strides=2,2")
    text = "--set needs the course's reference, which is not here.\n"
    assert run(*words, course=copy) == (2, text)


def test_an_exercise_without_a_worked_example(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A recorded call stands in: the smallest with several cells; without a casebook there is none.

    The casebook that is there names the worked ones, so that the text is the usual one.
    """
    load = Course.load

    def without(course: Course, name: str, language: str = "en") -> object:
        loaded = load(course, name, language)
        concepts = [
            dataclasses.replace(
                concept,
                exercises=tuple(dataclasses.replace(one, worked=()) for one in concept.exercises),
            )
            for concept in loaded.concepts
        ]
        return dataclasses.replace(loaded, concepts=tuple(concepts))

    monkeypatch.setattr(Course, "load", without)
    assert run("conv1d") == (0, CONV1D)
    exercise = dataclasses.replace(EXERCISES["output_size"], worked=())
    calls = [dict(one) for one in EXERCISES["conv1d"].worked]
    assert _worked(exercise, [dict(one) for one in EXERCISES["output_size"].worked]) == (0,)
    exercise = dataclasses.replace(EXERCISES["conv1d"], worked=())
    assert _worked(exercise, [{**calls[0], "x": calls[0]["x"][:3]}, *calls]) == (1,)
    course = tiny(tmp_path)
    words = ["show", "tiny", "double", "--course", str(course.root), "--lang", "en"]
    result = CliRunner().invoke(main, words)
    text = "There is no casebook of tiny. Run: grader casebook tiny\n"
    assert (result.exit_code, result.output) == (2, text)


def test_a_casebook_that_names_no_examples():
    """Of an older casebook the smallest call is shown."""
    casebook = read_casebook(find_course(ROOT).handout("assignment1") / "casebook.npz")
    about = msgspec.structs.replace(casebook.about.exercises[0], worked=())
    exercise = RecordedExercise(casebook, 0, 0, about, str)
    assert exercise.worked == (exercise.calls[0],)


def test_a_large_answer_is_shown_in_part():
    """Of more than 64 cells the first and the last 32 are shown, and it is said so."""
    call = {**EXERCISES["conv1d"].worked[0], "x": np.arange(102.0)}
    walk = show._Walk([Example(EXERCISES["conv1d"], call)], "")
    text = walk.printed(0, range(64), no_style)
    assert "\n\nOf 100 cells the first 32 and the last 32 are shown.\n\ncell 1 of 64" in text
    places = [int(one) for one in re.findall(r"^output (\d+)", text, re.MULTILINE)]
    assert places == [*range(32), *range(68, 100)]


def test_a_cell_that_cannot_be_drawn_is_named():
    """Where only some cells can be drawn, of the others the number is told."""
    traced = EXERCISES["conv1d"].traced
    exercise = SimpleNamespace(
        name="conv1d",
        columns=(),
        right=EXERCISES["conv1d"].right,
        traced=lambda place, call, _ways: None if place == (0,) else traced(place, call),
    )
    example = Example(exercise, EXERCISES["conv1d"].worked[0])
    assert example.frame(0).lines == ("output 0", "result    3.5")
    assert example.frame(1).lines[0] == "output 1"
    assert (example.count, example.frame(0).drawing) == (8, None)
    axis = SimpleNamespace(
        name="f", right=lambda _call: 3, traced=lambda *_of: Axis(0, 0, 0, 1, ())
    )
    assert Example(axis, {}).frame(0).lines == ("result    3",)


def test_a_picture_file(tmp_path: Path):
    """--svg writes one cell as a file that is well-formed, and says so."""
    path = tmp_path / "cell.svg"
    assert run("conv2d", "--frame", "3", "--svg", str(path)) == (0, "wrote cell.svg\n")
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  (our own)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "filter 2" in "".join(root.itertext())
    nowhere = tmp_path / "none" / "cell.svg"
    code, text = run("conv2d", "--svg", str(nowhere))
    assert (code, text.startswith("There is no folder")) == (2, True)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("\x1b[C\x1bOB n\r", [1, 1, 1, 1, 1]),
        ("\x1b[D\x1b[Ap\x7f", [-1, -1, -1, -1]),
        ("\xe0M\x00K", [1, -1]),
        ("ㅜㅔ", [1, -1]),
        ("x\x1b[5~\x1b[1;5C\x1bn", [1]),
        ("nqn", [1]),
        ("n\x03n", [1]),
        ("n\x04n", [1]),
    ],
)
def test_keys(typed: str, found: list[int]):
    """Arrows and letters move, q and the ends of input end, and all else is nothing."""
    read = iter([typed, ""])
    assert list(keys._moves(lambda: next(read))) == found


@needs_a_terminal
def test_a_terminal_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch):
    """While keys are read there is no echo and no waiting for a line; afterwards there is."""
    import termios  # noqa: PLC0415  (not on Windows)

    ours, theirs = os.openpty()
    before = termios.tcgetattr(theirs)
    monkeypatch.setattr("sys.stdin", os.fdopen(theirs, encoding="utf-8"))
    os.write(ours, b"nn")
    with keys.steps() as taken:
        assert [next(taken), next(taken)] == [1, 1]
        assert not termios.tcgetattr(theirs)[3] & (termios.ECHO | termios.ICANON)
    assert termios.tcgetattr(theirs) == before
    sys.stdin.close()
    os.close(ours)


@needs_a_terminal
@pytest.mark.parametrize("end", [b"q", b"\x03", b"\x04"])
def test_walking(end: bytes):
    """On a terminal keys move from cell to cell and on to the next example, and end it quietly."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ON_TERMINAL, "show", "assignment1", "conv2d_strided"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "LINES": "24"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    written = ""

    def until(text: str) -> str:
        nonlocal written
        patience = time.monotonic() + DEADLINE
        while text not in (screen := written.rpartition("\x1b[H")[2]) or "q: end." not in screen:
            ready, _, _ = select.select([ours], [], [], patience - time.monotonic())
            assert ready, f"waited in vain, at:\n{written}"
            written += os.read(ours, 2**16).decode("utf-8")
        return screen

    try:
        screen = until("cell 1 of 12")
        assert screen.startswith('conv2d_strided(x, kernel, bias, strides=(1, 1), padding="valid")')
        if end == b"q":
            for key, text in (
                (b"\x1b[C", "cell 2 of 12"),
                (b" n", "cell 4 of"),
                (b"p", "cell 3 of"),
            ):
                os.write(ours, key)
                until(text)
            os.write(ours, b"\x1b[D" * 5)
            until("cell 1 of")
            os.write(ours, b"n" * 15)
            plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", until("example 2 of 2, cell 4 of"))
            assert STRIDED in plain.replace("\r", "")
        os.write(ours, end)
        assert process.wait(DEADLINE) == 0
        assert "Stopped" not in written
        assert "Traceback" not in written
    finally:
        process.kill()
        process.wait()
        os.close(ours)
