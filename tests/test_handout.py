"""The numbers in the students' handouts are right, in both languages.

``assignments/<assignment>/README.md`` and ``README.ko.md`` show small examples to
check with a pencil. A wrong digit there costs a student an evening, so everything in
them that can be computed is computed here:

* the Python examples run as they stand, with the reference in place of the
  student's own files;
* every sum written out, such as ``2x3 + 0x1 + 1x0 + 1 = 7``, adds up;
* the sections are about the assignment's files, in their order, and the table of
  functions has the reference's names, parameters and points;
* the feedback shown is what the grader prints;
* what is drawn is what the reference computes: padding, pooling and the worked network
  of assignment1; softmax, flatten, parameters, losses, visits, the two networks and the
  accuracy on the digits of assignment2;
* the Korean handout has the code, the figures and the drawings of the English one.
"""

from __future__ import annotations

import contextlib
import doctest
import importlib
import importlib.util
import io
import math
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import reference.assignment1
import reference.assignment2
from grader import Assignment
from reference.assignment1.output_shape import conv_output_shape, pool_output_shape
from reference.assignment1.padding import zero_pad
from reference.assignment1.pooling import avg_pool2d, max_pool2d

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = {"en": "README.md", "ko": "README.ko.md"}


@dataclass(frozen=True)
class Handout:
    """The handout of one assignment in one language."""

    assignment: Assignment
    language: str

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return ROOT / "assignments" / self.assignment.id

    @property
    def text(self) -> str:
        """All of it."""
        return (self.folder / LANGUAGES[self.language]).read_text(encoding="utf-8")


ASSIGNMENTS = {
    one.id: one for one in (reference.assignment1.ASSIGNMENT, reference.assignment2.ASSIGNMENT)
}
#: The reference functions of assignment2 by name, in whatever file each of them is.
RIGHT: dict[str, Any] = {
    exercise.name: exercise.function
    for concept in ASSIGNMENTS["assignment2"].concepts
    for exercise in concept.exercises
}

FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SUM = re.compile(r"(?P<terms>[-\d.x]+(?: \+ [-\d.x]+)+) = (?P<total>-?[\d.]+\d|\d)")
LAYER = re.compile(
    r"^  (?P<kind>Conv2D|MaxPooling2D)\((?P<numbers>[\d, ]+)\) +\((?P<here>[\d, ]+)\)"
    r" +\(None, (?P<keras>[\d, ]+)\) +(?P<params>[\d,]+)$",
    re.MULTILINE,
)
ROW = re.compile(
    r"^  (?P<kind>[A-Z]\w+)(?:\((?P<numbers>[\d., ]+)\))?"
    r" +\((?P<shape>[\d, ]+)\) +(?P<params>\d+)$",
    re.MULTILINE,
)
COUNT = re.compile(
    r"^  (?P<kind>\w+)\((?P<numbers>[\d, ]+)\)\D+(?P<inputs>\d+).* = (?P<total>\d+)$"
)
FUNCTION = re.compile(
    r"^\| (?P<module>\w+) \| `(?P<name>\w+)\((?P<parameters>[\w, ]+)\)`"
    r" \| .+ \| (?P<points>\d+) \|$",
    re.MULTILINE,
)


NUMBER = re.compile(r"\d+(?:\.\d+)?")
HEADING = re.compile(r"^(#+) [^`\n]+(`.+`)?$", re.MULTILINE)

#: Names in backticks that are words, and so are translated.
WORDS = {"(kernel height, kernel width, channels, filters)"}


@pytest.fixture(
    params=[(one, language) for one in ASSIGNMENTS for language in LANGUAGES], ids="-".join
)
def handout(request: pytest.FixtureRequest) -> Handout:
    """One handout after the other."""
    number, language = request.param
    return Handout(ASSIGNMENTS[number], language)


@pytest.fixture(params=LANGUAGES)
def first(request: pytest.FixtureRequest) -> Handout:
    """The handout of assignment1 in one language after the other."""
    return Handout(ASSIGNMENTS["assignment1"], request.param)


@pytest.fixture(params=LANGUAGES)
def second(request: pytest.FixtureRequest) -> Handout:
    """The handout of assignment2 in one language after the other."""
    return Handout(ASSIGNMENTS["assignment2"], request.param)


@pytest.fixture(params=ASSIGNMENTS)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The English and the Korean handout of one assignment after the other."""
    english, korean = (Handout(ASSIGNMENTS[request.param], one).text for one in LANGUAGES)
    return english, korean


def blocks(text: str, kind: str) -> list[str]:
    """Return the bodies of a handout's fenced blocks of one kind."""
    return [match["body"] for match in FENCE.finditer(text) if match["kind"] == kind]


def drawings(text: str) -> list[str]:
    """Return all that is drawn, without the example of feedback."""
    return [body for body in blocks(text, "text") if not body.startswith("X ")]


def drawing(text: str, words: str) -> str:
    """Return the one drawing that contains these words."""
    (body,) = (body for body in blocks(text, "text") if words in body)
    return body


def diagram(text: str, words: str) -> list[list[float]]:
    """Return the numbers in each line of the one drawing that contains these words."""
    return [
        [float(number) for number in NUMBER.findall(line)]
        for line in drawing(text, words).splitlines()
    ]


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
    """Read ``"26, 26, 32"``, or ``"576,"``."""
    return tuple(int(number) for number in text.split(",") if number)


def layer_of(kind: str, numbers: str, padding: str) -> dict[str, object]:
    """Return the description of the layer that a handout writes as ``Conv2D(32, 3)``."""
    if kind == "Dropout":
        return {"kind": kind, "rate": float(numbers)}
    sizes = ints(numbers or "")
    keys = {
        "Conv2D": ("filters", "kernel_size"),
        "MaxPooling2D": ("pool_size",),
        "Dense": ("units",),
    }
    layer: dict[str, object] = dict(zip(keys.get(kind, ()), sizes, strict=True))
    if kind in ("Conv2D", "MaxPooling2D"):
        layer |= {"strides": 1 if kind == "Conv2D" else None, "padding": padding}
    if kind in ("Conv2D", "Dense"):
        layer |= {"activation": "relu", "use_bias": True}
    return {"kind": kind} | layer


def script(handout: Handout, name: str) -> ModuleType:
    """Load a script that lies beside a handout."""
    spec = importlib.util.spec_from_file_location(name, handout.folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_python_examples_print_what_they_show(
    handout: Handout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One session from top to bottom, as a reader types it; line numbers are the handout's."""
    for concept in handout.assignment.concepts:
        module = importlib.import_module(f"reference.{handout.assignment.id}.{concept.id}")
        monkeypatch.setitem(sys.modules, concept.id, module)
    text = handout.text
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


def test_the_sums_in_the_diagrams_add_up(handout: Handout) -> None:
    """Every sum that is written out comes to what is written behind it."""
    sums = [match for body in blocks(handout.text, "text") for match in SUM.finditer(body)]
    assert sums
    for match in sums:
        terms = match["terms"].split(" + ")
        total = sum(math.prod(float(factor) for factor in term.split("x")) for term in terms)
        assert total == float(match["total"]), match[0]


def test_the_sections_are_about_the_files_of_the_assignment(handout: Handout) -> None:
    """One section for each file that a student gets, in order."""
    named = [file.strip("`") for _, file in HEADING.findall(handout.text) if file]
    assert named == [f"{concept.id}.py" for concept in handout.assignment.concepts]


def test_the_table_lists_the_functions_of_the_assignment(handout: Handout) -> None:
    """The table of functions is that of the assignment, points included."""
    shown = [
        (row["module"], row["name"], tuple(row["parameters"].split(", ")), int(row["points"]))
        for row in FUNCTION.finditer(handout.text)
    ]
    assert shown == [
        (concept.id, exercise.name, exercise.parameters, exercise.points)
        for concept in handout.assignment.concepts
        for exercise in concept.exercises
    ]


def test_the_diagrams_fit_a_terminal(handout: Handout) -> None:
    """No diagram is wider than 80 columns."""
    lines = [line for match in FENCE.finditer(handout.text) for line in match[0].splitlines()]
    assert lines
    assert [line for line in lines if columns(line) > 80] == []


def test_the_padded_picture_is_the_picture_with_zeros_around_it(first: Handout) -> None:
    """The drawn padding is what ``zero_pad`` gives."""
    rows = diagram(first.text, "-->   0")
    picture = np.array([row[:4] for row in rows[1:-1]])
    padded = np.array([row[-6:] for row in rows])
    assert np.array_equal(zero_pad(picture[..., np.newaxis], (1, 1), (1, 1))[..., 0], padded)


def test_the_pooled_picture_has_the_maxima_and_averages_shown(first: Handout) -> None:
    """The drawn maxima and averages are those of the drawn picture."""
    top, second, between, third, fourth = diagram(first.text, "-----+-----")
    picture = np.array([top, second[:4], third, fourth])[..., np.newaxis]
    largest, average = [second[4:6], between[:2]], [second[6:], between[2:]]
    assert max_pool2d(picture, (2, 2), None, "valid")[..., 0].tolist() == largest
    assert avg_pool2d(picture, (2, 2), None, "valid")[..., 0].tolist() == average


def test_the_worked_network_has_the_shapes_and_weights_shown(first: Handout) -> None:
    """The worked network's shapes and numbers of weights are right."""
    shape = (28, 28, 1)
    layers = list(LAYER.finditer(first.text))
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


def test_the_feedback_shown_is_real(first: Handout) -> None:
    """Each handout's example of feedback is what the grader prints for the first attempt."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "grader", "check", "assignment1"),
            *("examples/assignment1/first_attempt", "--only", "avg_pool2d"),
            *("--quick", "--lang", first.language),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (shown,) = (body for body in blocks(first.text, "text") if body.startswith("X "))
    # Whole: nothing before it, nothing behind it.
    assert f"\n{shown.strip()}\n\n" in done.stdout


def test_the_shapes_of_a_batch_are_those_of_the_layer(second: Handout) -> None:
    """A picture and a kernel of the shapes shown give an answer of the shape shown."""
    picture, kernel, answer = (
        tuple(int(number) for number in row) for row in diagram(second.text, "(kh, kw, C, F)")
    )
    y = RIGHT["conv2d_batch"](np.zeros(picture), np.zeros(kernel), np.zeros(kernel[3]), 1, "valid")
    assert y.shape == answer


def test_the_probabilities_shown_are_those_of_softmax(second: Handout) -> None:
    """The powers of e, their sum and the probabilities are right to the last digit shown."""
    logits, (*powers, total), (*shares, whole) = diagram(second.text, "2.718")
    assert np.exp(logits).round(3).tolist() == powers
    assert np.exp(logits).sum().round(3) == total
    right = RIGHT["softmax"](np.array([logits]))
    assert right[0].round(3).tolist() == shares
    assert right.sum().round(3) == whole


def test_the_flat_map_has_the_numbers_in_the_order_of_flatten(second: Handout) -> None:
    """The map that is drawn, and beside it what ``flatten`` makes of it."""
    title, _, _, upper, lower = diagram(second.text, "(8,)")
    assert title == [2, 2, 2, 8]
    channels = np.array([[upper[:2], lower[:2]], [upper[2:4], lower[2:4]]])
    picture = np.moveaxis(channels, 0, -1)[np.newaxis]
    assert RIGHT["flatten"](picture)[0].tolist() == upper[4:]


def test_the_parameters_shown_are_those_of_the_layers(second: Handout) -> None:
    """The sums that are worked out are about the layers that stand in front of them."""
    rows = [COUNT.match(line) for line in drawing(second.text, "3x3x1x32").splitlines()]
    assert rows
    for row in rows:
        assert row is not None
        numbers, inputs = ints(row["numbers"]), int(row["inputs"])
        if row["kind"] == "Conv2D":
            right = RIGHT["conv2d_params"](numbers[1], inputs, numbers[0], use_bias=True)
        else:
            right = RIGHT["dense_params"](inputs, *numbers, use_bias=True)
        assert int(row["total"]) == right, row[0]


@pytest.mark.parametrize(
    ("words", "padding", "last"),
    [("(26, 26, 32)", "valid", "Conv2D"), ("(28, 28, 32)", "same", "Dense")],
    ids=["digits", "clothing"],
)
def test_the_networks_have_the_rows_of_their_summary(
    second: Handout, words: str, padding: str, last: str
) -> None:
    """The two networks: shapes and parameters, and the total that the text tells of each.

    That of the first network counts as far as its last convolution.
    """
    shown = list(ROW.finditer(drawing(second.text, words)))
    layers = [layer_of(row["kind"], row["numbers"], padding) for row in shown]
    rows = RIGHT["summary"]((28, 28, 1), layers)
    assert [(row["kind"], ints(row["shape"]), int(row["params"])) for row in shown] == [
        (kind, tuple(shape), params) for kind, shape, params in rows
    ]
    end = max(index for index, (kind, *_) in enumerate(rows) if kind == last)
    assert f"{RIGHT['total_params'](rows[: end + 1]):,}" in second.text


def test_the_losses_shown_are_those_of_the_probabilities(second: Handout) -> None:
    """Below each probability stands what it adds to the loss; below 0, that there is no limit."""
    probabilities, losses = diagram(second.text, "1.386")
    assert probabilities[-1] == 0
    loss = RIGHT["sparse_categorical_crossentropy"]
    right = [
        loss(np.array([[one, 1 - one]]), np.array([0])) for one in probabilities[: len(losses)]
    ]
    assert np.round(right, 3).tolist() == losses
    assert len(losses) == len(probabilities) - 1


def test_the_visits_shown_are_those_of_the_pixels(second: Handout) -> None:
    """How many windows see each pixel of a (4,4) picture, with both paddings."""
    _, *rows = diagram(second.text, "6  9  9  6")
    for padding, counts in zip(("valid", "same"), np.hsplit(np.array(rows), 2), strict=True):
        assert np.array_equal(RIGHT["pixel_visits"](4, 4, 3, padding), counts)


def test_the_digits_have_the_shape_and_the_accuracy_shown(second: Handout) -> None:
    """The reference recognises as many of the shipped digits as the text promises."""
    classify = script(second, "classify")
    pictures, labels, _ = classify.load()
    stored, taken = diagram(second.text, "0 ... 255")
    assert stored == [*pictures.shape, pictures.min(), 255]
    assert taken == [*pictures.shape, 1, 0, 1]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        classify.show(RIGHT)
    recognised = re.match(rf"{len(labels)} pictures, (\d+) of them", printed.getvalue())
    assert recognised is not None
    told = re.search(r"(\d+) of 60\b|60개 가운데 (\d+)개", second.text)
    assert told is not None
    assert recognised[1] in told.groups()


def test_both_handouts_have_the_same_code(pair: tuple[str, str]) -> None:
    """The examples to run, the commands and the names in the text are not translated."""
    english, korean = pair
    assert blocks(korean, "python") == blocks(english, "python")
    command = re.compile(r"^(?:grader .+?(?=  )|python .+)", re.MULTILINE)
    assert command.findall(english)
    assert command.findall(korean) == command.findall(english)
    named = [
        {name for name in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)) if name.isascii()}
        for text in pair
    ]
    assert named[1] == named[0] - WORDS


def test_both_handouts_have_the_same_sections(pair: tuple[str, str]) -> None:
    """The sections come in the same order, each about the same file."""
    english, korean = (HEADING.findall(text) for text in pair)
    assert len(english) > 5
    assert korean == english


def test_both_handouts_have_the_same_drawings(pair: tuple[str, str]) -> None:
    """The same numbers stand in the same lines, and below each other where they did."""
    english, korean = pair
    drawn = list(zip(drawings(english), drawings(korean), strict=True))
    assert drawn
    for ours, theirs in drawn:
        for line, other in zip(ours.splitlines(), theirs.splitlines(), strict=True):
            assert NUMBER.findall(other) == NUMBER.findall(line), other
        assert aligned(theirs) == aligned(ours), theirs


def test_both_handouts_have_the_same_figures_in_their_tables(pair: tuple[str, str]) -> None:
    """Each row of a table has the same numbers, in whatever order the sentence needs."""
    english, korean = (
        [set(NUMBER.findall(line)) for line in text.splitlines() if line.startswith("|")]
        for text in pair
    )
    assert len(english) > 20
    assert korean == english


def test_both_handouts_show_the_same_call_in_their_feedback() -> None:
    """The feedback shown in Korean is about the call that the English one shows."""
    english, korean = (
        body
        for language in LANGUAGES
        for body in blocks(Handout(ASSIGNMENTS["assignment1"], language).text, "text")
        if body.startswith("X ")
    )
    code = [line for line in korean.splitlines() if line.startswith(" " * 6) and line.isascii()]
    assert any("(" in line for line in code)
    assert set(code) <= set(english.splitlines())


def test_korean_lines_are_no_wider_than_a_terminal(pair: tuple[str, str]) -> None:
    """Outside its tables the Korean handout can be read in 80 columns."""
    _, korean = pair
    lines = [line for line in korean.splitlines() if not line.startswith("|")]
    assert [line for line in lines if columns(line) > 80] == []
