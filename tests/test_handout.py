"""The numbers in the student's handout are right, in both languages.

``assignments/assignment1/README.md`` and ``README.ko.md`` show small examples to
check with a pencil. A wrong digit there costs a student an evening, so everything in
them that can be computed is computed here:

* the Python examples run as they stand, with the reference in place of the
  student's own files;
* the pictures drawn under padding and pooling are padded and pooled as shown;
* every sum written out, such as ``2x3 + 0x1 + 1x0 + 1 = 7``, adds up;
* the shapes and weights of the worked network follow from its layers;
* the table of functions has the reference's names, parameters and points;
* the feedback shown is what the grader prints;
* the Korean handout has the code, the figures and the drawings of the English one.
"""

from __future__ import annotations

import doctest
import importlib
import math
import os
import re
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reference.assignment1 import ASSIGNMENT
from reference.assignment1.output_shape import conv_output_shape, pool_output_shape
from reference.assignment1.padding import zero_pad
from reference.assignment1.pooling import avg_pool2d, max_pool2d

FOLDER = Path(__file__).resolve().parents[1] / "assignments" / "assignment1"
FILES = {"en": FOLDER / "README.md", "ko": FOLDER / "README.ko.md"}
ENGLISH, KOREAN = (path.read_text(encoding="utf-8") for path in FILES.values())

FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SUM = re.compile(r"(?P<terms>[-\d.x]+(?: \+ [-\d.x]+)+) = (?P<total>-?[\d.]+\d|\d)")
LAYER = re.compile(
    r"^  (?P<kind>Conv2D|MaxPooling2D)\((?P<numbers>[\d, ]+)\) +\((?P<here>[\d, ]+)\)"
    r" +\(None, (?P<keras>[\d, ]+)\) +(?P<params>[\d,]+)$",
    re.MULTILINE,
)
FUNCTION = re.compile(
    r"^\| (?P<module>\w+) \| `(?P<name>\w+)\((?P<parameters>[\w, ]+)\)`"
    r" \| .+ \| (?P<points>\d+) \|$",
    re.MULTILINE,
)


NUMBER = re.compile(r"\d+(?:\.\d+)?")
HEADING = re.compile(r"^(#+) [^`\n]+(`.+`)?$", re.MULTILINE)


@pytest.fixture(params=FILES)
def text(request: pytest.FixtureRequest) -> str:
    """One handout after the other."""
    return FILES[request.param].read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    """Return the bodies of a handout's fenced blocks of one kind."""
    return [match["body"] for match in FENCE.finditer(text) if match["kind"] == kind]


def drawings(text: str) -> list[str]:
    """Return all that is drawn, without the example of feedback."""
    return [body for body in blocks(text, "text") if not body.startswith("X ")]


def diagram(text: str, words: str) -> list[list[float]]:
    """Return the numbers in each line of the one diagram that contains these words."""
    (body,) = (body for body in blocks(text, "text") if words in body)
    return [[float(number) for number in NUMBER.findall(line)] for line in body.splitlines()]


def columns(line: str) -> int:
    """Return how wide a line is in a terminal, where a Korean character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


def aligned(drawing: str) -> list[list[tuple[int, int]]]:
    """Return, for each two lines that follow each other, which numbers begin in one column."""
    places = [
        [columns(line[: number.start()]) for number in NUMBER.finditer(line)]
        for line in drawing.splitlines()
    ]
    return [
        [(i, j) for i, over in enumerate(upper) for j, under in enumerate(lower) if over == under]
        for upper, lower in pairwise(places)
    ]


def ints(text: str) -> tuple[int, ...]:
    """Read ``"26, 26, 32"``."""
    return tuple(int(number) for number in text.split(","))


def test_the_python_examples_print_what_they_show(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One session from top to bottom, as a reader types it; line numbers are the handout's."""
    for concept in ASSIGNMENT.concepts:
        module = importlib.import_module(f"reference.assignment1.{concept.id}")
        monkeypatch.setitem(sys.modules, concept.id, module)
    source = ["\n"] * text.count("\n")
    for match in FENCE.finditer(text):
        if match["kind"] == "python":
            first = text.count("\n", 0, match.start("body"))
            for number, line in enumerate(match["body"].splitlines(keepends=True), first):
                source[number] = line
    parser = doctest.DocTestParser()
    session = parser.get_doctest("".join(source), {}, "handout", None, 0)
    result = doctest.DocTestRunner(verbose=False).run(session)
    assert result.attempted > 0
    assert result.failed == 0, capsys.readouterr().out


def test_the_padded_picture_is_the_picture_with_zeros_around_it(text: str) -> None:
    """The drawn padding is what ``zero_pad`` gives."""
    rows = diagram(text, "-->   0")
    picture = np.array([row[:4] for row in rows[1:-1]])
    padded = np.array([row[-6:] for row in rows])
    assert np.array_equal(zero_pad(picture[..., np.newaxis], (1, 1), (1, 1))[..., 0], padded)


def test_the_pooled_picture_has_the_maxima_and_averages_shown(text: str) -> None:
    """The drawn maxima and averages are those of the drawn picture."""
    first, second, between, third, fourth = diagram(text, "-----+-----")
    picture = np.array([first, second[:4], third, fourth])[..., np.newaxis]
    largest, average = [second[4:6], between[:2]], [second[6:], between[2:]]
    assert max_pool2d(picture, (2, 2), None, "valid")[..., 0].tolist() == largest
    assert avg_pool2d(picture, (2, 2), None, "valid")[..., 0].tolist() == average


def test_the_sums_in_the_diagrams_add_up(text: str) -> None:
    """Every sum that is written out comes to what is written behind it."""
    sums = [match for body in blocks(text, "text") for match in SUM.finditer(body)]
    assert sums
    for match in sums:
        terms = match["terms"].split(" + ")
        total = sum(math.prod(float(factor) for factor in term.split("x")) for term in terms)
        assert total == float(match["total"]), match[0]


def test_the_worked_network_has_the_shapes_and_weights_shown(text: str) -> None:
    """The worked network's shapes and numbers of weights are right."""
    shape = (28, 28, 1)
    layers = list(LAYER.finditer(text))
    assert [layer["kind"] for layer in layers] == ["Conv2D", "MaxPooling2D"] * 2 + ["Conv2D"]
    for layer in layers:
        weights = 0
        if layer["kind"] == "Conv2D":
            filters, size = ints(layer["numbers"])
            weights = (size * size * shape[-1] + 1) * filters
            shape = conv_output_shape(shape, filters, (size, size), (1, 1), "valid")
        else:
            (size,) = ints(layer["numbers"])
            shape = pool_output_shape(shape, (size, size), None, "valid")
        assert ints(layer["here"]) == ints(layer["keras"]) == shape, layer[0]
        assert int(layer["params"].replace(",", "")) == weights, layer[0]


def test_the_table_lists_the_functions_of_the_assignment(text: str) -> None:
    """The table of functions is that of the assignment, points included."""
    shown = [
        (row["module"], row["name"], tuple(row["parameters"].split(", ")), int(row["points"]))
        for row in FUNCTION.finditer(text)
    ]
    assert shown == [
        (concept.id, exercise.name, exercise.parameters, exercise.points)
        for concept in ASSIGNMENT.concepts
        for exercise in concept.exercises
    ]


def test_the_diagrams_fit_a_terminal(text: str) -> None:
    """No diagram is wider than 80 columns."""
    lines = [line for match in FENCE.finditer(text) for line in match[0].splitlines()]
    assert lines
    assert [line for line in lines if columns(line) > 80] == []


@pytest.mark.parametrize("language", FILES)
def test_the_feedback_shown_is_real(language: str) -> None:
    """Each handout's example of feedback is what the grader prints for the first attempt."""
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [
            *(sys.executable, "-m", "grader", "check", "assignment1"),
            *("examples/assignment1/first_attempt", "--only", "avg_pool2d"),
            *("--quick", "--lang", language),
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    text = FILES[language].read_text(encoding="utf-8")
    (shown,) = (body for body in blocks(text, "text") if body.startswith("X "))
    # Whole: nothing before it, nothing behind it.
    assert f"\n{shown.strip()}\n\n" in done.stdout


def test_both_handouts_have_the_same_code() -> None:
    """The examples to run, the commands and the names in the text are not translated."""
    assert blocks(KOREAN, "python") == blocks(ENGLISH, "python")
    command = re.compile(r"^grader .+?(?=  )", re.MULTILINE)
    assert command.findall(KOREAN) == command.findall(ENGLISH)
    named = [
        {name for name in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)) if name.isascii()}
        for text in (ENGLISH, KOREAN)
    ]
    # The only words among them.
    assert named[1] == named[0] - {"(kernel height, kernel width, channels, filters)"}


def test_both_handouts_have_the_same_sections() -> None:
    """The sections come in the same order, each about the same file."""
    english, korean = (HEADING.findall(text) for text in (ENGLISH, KOREAN))
    assert ("##", "`padding.py`") in english
    assert korean == english


def test_both_handouts_have_the_same_drawings() -> None:
    """The same numbers stand in the same lines, and below each other where they did."""
    pairs = list(zip(drawings(ENGLISH), drawings(KOREAN), strict=True))
    assert pairs
    for english, korean in pairs:
        for line, other in zip(english.splitlines(), korean.splitlines(), strict=True):
            assert NUMBER.findall(other) == NUMBER.findall(line), other
        assert aligned(korean) == aligned(english), korean


def test_both_handouts_have_the_same_figures_in_their_tables() -> None:
    """Each row of a table has the same numbers, in whatever order the sentence needs."""
    english, korean = (
        [set(NUMBER.findall(line)) for line in text.splitlines() if line.startswith("|")]
        for text in (ENGLISH, KOREAN)
    )
    assert len(english) > 20
    assert korean == english


def test_both_handouts_show_the_same_call_in_their_feedback() -> None:
    """The feedback shown in Korean is about the call that the English one shows."""
    (english,) = (body for body in blocks(ENGLISH, "text") if body.startswith("X "))
    (korean,) = (body for body in blocks(KOREAN, "text") if body.startswith("X "))
    code = [line for line in korean.splitlines() if line.startswith(" " * 6) and line.isascii()]
    assert any("(" in line for line in code)
    assert set(code) <= set(english.splitlines())


def test_korean_lines_are_no_wider_than_a_terminal() -> None:
    """Outside its tables the Korean handout can be read in 80 columns."""
    lines = [line for line in KOREAN.splitlines() if not line.startswith("|")]
    assert [line for line in lines if columns(line) > 80] == []
