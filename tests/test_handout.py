"""The numbers in the student's handout are right.

``assignments/assignment1/README.md`` shows small examples to check with a pencil.
A wrong digit there costs a student an evening, so everything in it that can be
computed is computed here:

* the Python examples run as they stand, with the reference in place of the
  student's own files;
* the pictures drawn under padding and pooling are padded and pooled as shown;
* every sum written out, such as ``2x3 + 0x1 + 1x0 + 1 = 7``, adds up;
* the shapes and weights of the worked network follow from its layers;
* the table of functions has the reference's names, parameters and points.
* the feedback shown is what the grader prints.
"""

from __future__ import annotations

import doctest
import importlib
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reference.assignment1 import ASSIGNMENT
from reference.assignment1.output_shape import conv_output_shape, pool_output_shape
from reference.assignment1.padding import zero_pad
from reference.assignment1.pooling import avg_pool2d, max_pool2d

HANDOUT = Path(__file__).resolve().parents[1] / "assignments" / "assignment1" / "README.md"
TEXT = HANDOUT.read_text(encoding="utf-8")

FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
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


def blocks(language: str) -> list[str]:
    """Return the bodies of the handout's fenced blocks in one language."""
    return [match["body"] for match in FENCE.finditer(TEXT) if match["language"] == language]


def diagram(words: str) -> list[list[float]]:
    """Return the numbers in each line of the one diagram that contains these words."""
    (body,) = (body for body in blocks("text") if words in body)
    return [[float(n) for n in re.findall(r"\d+(?:\.\d+)?", line)] for line in body.splitlines()]


def ints(text: str) -> tuple[int, ...]:
    """Read ``"26, 26, 32"``."""
    return tuple(int(number) for number in text.split(","))


def test_the_python_examples_print_what_they_show(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One session from top to bottom, as a reader types it; line numbers are the handout's."""
    for concept in ASSIGNMENT.concepts:
        module = importlib.import_module(f"reference.assignment1.{concept.id}")
        monkeypatch.setitem(sys.modules, concept.id, module)
    source = ["\n"] * TEXT.count("\n")
    for match in FENCE.finditer(TEXT):
        if match["language"] == "python":
            first = TEXT.count("\n", 0, match.start("body"))
            for number, line in enumerate(match["body"].splitlines(keepends=True), first):
                source[number] = line
    parser = doctest.DocTestParser()
    session = parser.get_doctest("".join(source), {}, HANDOUT.name, str(HANDOUT), 0)
    result = doctest.DocTestRunner(verbose=False).run(session)
    assert result.attempted > 0
    assert result.failed == 0, capsys.readouterr().out


def test_the_padded_picture_is_the_picture_with_zeros_around_it() -> None:
    """The drawn padding is what ``zero_pad`` gives."""
    rows = diagram("-->   0")
    picture = np.array([row[:4] for row in rows[1:-1]])
    padded = np.array([row[-6:] for row in rows])
    assert np.array_equal(zero_pad(picture[..., np.newaxis], (1, 1), (1, 1))[..., 0], padded)


def test_the_pooled_picture_has_the_maxima_and_averages_shown() -> None:
    """The drawn maxima and averages are those of the drawn picture."""
    first, second, between, third, fourth = diagram("-----+-----")
    picture = np.array([first, second[:4], third, fourth])[..., np.newaxis]
    largest, average = [second[4:6], between[:2]], [second[6:], between[2:]]
    assert max_pool2d(picture, (2, 2), None, "valid")[..., 0].tolist() == largest
    assert avg_pool2d(picture, (2, 2), None, "valid")[..., 0].tolist() == average


def test_the_sums_in_the_diagrams_add_up() -> None:
    """Every sum that is written out comes to what is written behind it."""
    sums = [match for body in blocks("text") for match in SUM.finditer(body)]
    assert sums
    for match in sums:
        terms = match["terms"].split(" + ")
        total = sum(math.prod(float(factor) for factor in term.split("x")) for term in terms)
        assert total == float(match["total"]), match[0]


def test_the_worked_network_has_the_shapes_and_weights_shown() -> None:
    """The worked network's shapes and numbers of weights are right."""
    shape = (28, 28, 1)
    layers = list(LAYER.finditer(TEXT))
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


def test_the_table_lists_the_functions_of_the_assignment() -> None:
    """The table of functions is that of the assignment, points included."""
    shown = [
        (row["module"], row["name"], tuple(row["parameters"].split(", ")), int(row["points"]))
        for row in FUNCTION.finditer(TEXT)
    ]
    assert shown == [
        (concept.id, exercise.name, exercise.parameters, exercise.points)
        for concept in ASSIGNMENT.concepts
        for exercise in concept.exercises
    ]


def test_the_diagrams_fit_a_terminal() -> None:
    """No diagram is wider than 80 columns."""
    lines = [line for match in FENCE.finditer(TEXT) for line in match[0].splitlines()]
    assert lines
    assert [line for line in lines if len(line) > 80] == []


def test_the_feedback_shown_is_real() -> None:
    """The handout's example of feedback is what the grader prints for the first attempt."""
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [
            *(sys.executable, "-m", "grader", "check", "assignment1"),
            *("examples/assignment1/first_attempt", "--only", "avg_pool2d"),
            *("--seed", "1", "--oracle", "off"),
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    shown = next(body for body in blocks("text") if body.startswith("X avg_pool2d"))
    assert shown.strip() in done.stdout
