"""The terminal's text keeps to its width, needs no colour, and is safe to print."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any

import click
import numpy as np
import pytest
from msgspec.structs import replace

from grader.explain.values import shown
from grader.model import (
    ArrayValue,
    ConceptTitle,
    Counterexample,
    Diagnosis,
    Finding,
    Location,
    OpaqueValue,
    OracleState,
    Report,
    SequenceValue,
)
from grader.report.console import no_style, render
from grader.report.grid import side_by_side
from grader.report.text import plain

HOSTILE = "\x1b[31mred\u202e\u2066\x07 ::error::x ##[error]x \r\n\t%0A"
COMMAND = "grader check assignment1 /a/folder/with/quite/a/long/name"
WIDTHS = range(40, 101)

CALL = """\
x = np.array([1., -2.25, 3.75, 0.375, 1000., -200., 700., 0.5, 1.25, 2.5,
              -1.5]).reshape(11, 1)
max_pool2d(x, pool_size=(1, 1), strides=None, padding="same")"""


def colours(text: str, kind: str) -> str:
    """Style like the command does."""
    return click.style(text, fg="red" if kind == "bad" else "green", bold=kind == "strong")


def example(yours: Any, right: Any, **fields: Any) -> Counterexample:
    """Return a counterexample of these two values."""
    return Counterexample(CALL, {}, shown(yours), shown(right), **fields)


def finding(name: str, **fields: Any) -> Finding:
    """Return a failed exercise."""
    usual = {"concept": "pooling", "status": "failed", "points": 0, "max_points": 5, "calls": 9}
    return Finding(**{"exercise": name, "outcome": "values", **usual, **fields})


LONG = "a_name_of_an_exercise_as_long_as"
PLACE = Location("a_module_of_thirty_two_characters.py", 12345)
SHAPES = (np.zeros((2, 1, 1)), np.ones((1, 1, 3)))
FINDINGS = (
    finding("conv1d", status="passed", points=5),
    finding("conv2d", status="not_started", calls=0),
    finding("same_padding", status="broken", headline="the grader is at fault", points=5),
    finding(LONG, headline="word " * 60, details=("detail " * 20,), hint="why " * 30),
    finding("f_" * 16, headline="x" * 300, location=PLACE, wrong_calls=7),
    finding("missing_1", headline="a.py is missing", location=PLACE),
    finding("missing_2", headline="a.py is missing", location=PLACE),
    finding("missing_3", headline="a.py is missing", location=PLACE),
    finding(
        "values",
        counterexample=example(np.arange(6.0) - 1e-9, np.arange(6.0), wrong=((0,), (3,))),
    ),
    finding(
        "wide",
        counterexample=example(
            np.full((12, 30, 5), -1.23456e-10), np.ones((12, 30, 5)), wrong=((11, 29, 4), (0, 0, 0))
        ),
    ),
    finding("complex", outcome="shape", counterexample=example(np.ones((2, 9)) * 1e99j, SHAPES[1])),
    finding("shapes", outcome="shape", counterexample=example(*SHAPES)),
    finding("many", outcome="shape", counterexample=example(np.zeros((1,) * 16), np.zeros((1,)))),
    finding("sizes", counterexample=example((10**9,) * 12, (1,) * 12, wrong=((0,),))),
    finding("text", outcome="type", counterexample=example("long " * 90, 3)),
    finding(
        "raised",
        outcome="raised",
        headline=f"raised ValueError: {HOSTILE}",
        location=Location("pooling.py", 3, HOSTILE * 9),
        traceback=(Location("pooling.py", 3, HOSTILE * 9), Location(f"{HOSTILE}.py", 0)),
        counterexample=example(None, np.ones(3), returned=False, printed=HOSTILE * 30),
    ),
    finding("zero_pad", status="not_graded"),
)
REPORT = Report(
    assignment="assignment1",
    title="Building blocks of a convolutional network",
    submission="ada",
    points=15,
    max_points=85,
    seed=1234,
    examples=9,
    containment="none",
    containment_note="it was tried, but a long sentence about it has to be broken in two here",
    seconds=1.25,
    versions={"grader": "0.1.0", "numpy": "2.4.6", "tensorflow": "2.21.0", "reference": "a" * 12},
    oracle=OracleState("died", "The TensorFlow process gave no answers: it ended.", 0),
    concepts=(ConceptTitle("pooling", "Pooling"), ConceptTitle("other", "A longer title")),
    findings=FINDINGS,
)


@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_too_long(verbose: bool):  # noqa: FBT001  (pytest's way)
    """No line is wider than the terminal, nor than 80 columns, but for what is to be pasted."""
    for width in WIDTHS:
        text = render(REPORT, width=width, verbose=verbose, command=COMMAND)
        assert text.endswith(f"\nNext:  {COMMAND} --only {LONG}\n")
        for line in text.splitlines()[:-1]:
            assert len(line) <= min(width, 80), (width, line)


def test_title_and_place_are_told_apart():
    """Two spaces at least are between an exercise and its line, else the line is below."""
    one = finding("exactly_twenty_chars", location=Location("pooling.py", 3))
    for width in WIDTHS:
        text = render(replace(REPORT, findings=(one,)), width=width)
        assert re.search(
            r"^X exactly_twenty_chars(  +|\n  )pooling\.py, line 3$", text, re.MULTILINE
        )


@pytest.mark.parametrize("width", [20, 39])
def test_narrower_terminals_get_forty_columns(width: int):
    """Below 40 columns nothing gets narrower: it could not be read."""
    assert render(REPORT, width=width) == render(REPORT, width=40)


def test_colour_changes_nothing_else():
    """Without its colours the coloured text is the plain one, to the last space."""
    for width, verbose in itertools.product(WIDTHS, (False, True)):
        show = functools.partial(render, REPORT, width=width, verbose=verbose, command=COMMAND)
        coloured = show(style=colours)
        assert click.unstyle(coloured) == show()
        assert coloured != show()


def test_nothing_but_printable_characters():
    """Escape sequences, direction marks and control characters are shown by their numbers."""
    text = render(REPORT, verbose=True, command=COMMAND)
    assert "\\x1b[31mred\\u202e\\u2066\\x07" in text
    assert all(char.isprintable() for char in text.replace("\n", ""))


def test_containment_is_told_with_the_versions():
    """How student code was contained, and why not better, stands beside the versions."""
    for note, told in (("as asked", "Containment: none (as asked)."), ("", "Containment: none.")):
        report = replace(REPORT, containment_note=note)
        assert told in " ".join(render(report, verbose=True).split())
        assert "Containment" not in render(report)


@pytest.mark.parametrize("start", ["::error::", "##[error]", "  ::warning file=x::"])
def test_no_line_looks_like_a_command(start: str):
    """A CI log takes no line of a student's for a command of its own."""
    texts = {
        "headline": f"f raised ValueError: {'x' * 51} {start}",
        "details": (start,),
        "hint": start,
        "location": Location("f.py", 1, start),
        "traceback": (Location("f.py", 1, start),),
        "counterexample": example(start, start, printed=start),
    }
    report = replace(REPORT, findings=(finding("f", outcome="raised", **texts),))
    for width in WIDTHS:
        for line in render(report, width=width, verbose=True).splitlines():
            assert not line.lstrip().startswith(("::", "##["))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain text", "plain text"),
        ("두 번째", "두 번째"),
        ("a\tb\nc", "a\\tb\\nc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202eabc", "\\u202eabc"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
        ("x" * 240, "x" * 240),
        ("x" * 250, "x" * 240 + "... (10 more)"),
    ],
)
def test_plain(text: str, safe: str):
    """What cannot be printed is shown by its number, and what is long is cut."""
    assert plain(text) == safe


@pytest.mark.parametrize(
    ("state", "text", "words"),
    [
        ("agreed", "", "answers agreed by the reference and tf.nn 2.21.0."),
        (
            "disagreed",
            "",
            "answers of the reference and tf.nn 2.21.0 do not all agree.",
        ),
        ("off", "", "answers by the reference; tf.nn was not asked."),
        (
            "not_installed",
            "TensorFlow is not installed here.",
            "answers by the reference; tf.nn was not asked.",
        ),
        (
            "died",
            "The TensorFlow process gave no answers: it ended.",
            "answers by the reference; tf.nn did not answer.",
        ),
    ],
)
def test_closing_names_both_sources(state: Any, text: str, words: str):
    """The last lines say who has answered, and why somebody has not."""
    report = replace(REPORT, oracle=OracleState(state, text), findings=FINDINGS[:1])
    said = " ".join(render(report).split())
    assert said.endswith(f"{words} 1.2 s {text}".strip())


@pytest.mark.parametrize(
    ("statuses", "command"),
    [
        (["passed", "passed"], ""),
        (["passed", "failed"], "grader check a --only f1"),
        (["not_started", "failed"], "grader check a --only f1"),
        (["passed", "not_started"], "grader hint assignment1 f1"),
        (["passed", "not_graded"], "grader check a --only f1"),
        (["passed", "broken"], ""),
    ],
)
def test_next(statuses: list[Any], command: str):
    """What to run next: the first mistake, else a hint for the first stub."""
    findings = tuple(finding(f"f{n}", status=status) for n, status in enumerate(statuses))
    text = render(replace(REPORT, findings=findings), command="grader check a")
    assert text.rpartition("Next:  ")[2].strip() == command or not command
    assert ("Next:" in text) == bool(command)


def test_exercises_that_fail_alike_are_told_once():
    """What several exercises have in common, such as a missing file, is told once."""
    text = render(REPORT)
    assert text.count("a.py is missing") == 1
    assert "X missing_1, missing_2, missing_3\n  a_module_of" in text


@pytest.mark.parametrize(
    ("yours", "right", "shape"),
    [
        (3, 4, ["yours   3   <-- wrong", "right   4"]),
        ((1, 2), (1, 3), ["yours   (1, 2)   <-- wrong", "right   (1, 3)"]),
        ([1], (1,), ["yours   [1]   <-- wrong", "right   (1,)"]),
        (None, 4, ["yours   None   <-- wrong", "right   4"]),
        ("same", 4, ["yours   'same'   <-- wrong", "right   4"]),
        (float("nan"), 4, ["yours   nan   <-- wrong", "right   4"]),
        (np.float32(0.5), 4, ["yours   0.5   <-- wrong", "right   4"]),
        (
            [1.5],
            np.array([1.5, 2.0]),
            ["yours   [1.5]   <-- wrong", "right   array of shape (2,): 1.5, 2"],
        ),
        (2, np.ones(13), ["yours   2   <-- wrong", "right   array of shape (13,)"]),
    ],
)
def test_values_on_one_line(yours: Any, right: Any, shape: list[str]):
    """What is no pair of arrays is written on two lines, under each other."""
    report = replace(REPORT, findings=(finding("f", counterexample=example(yours, right)),))
    text = render(report)
    assert "\n".join(" " * 10 + line for line in shape) in text


def grid(yours: Any, right: Any, *wrong: tuple[int, ...], width: int = 60) -> str:
    """Draw two arrays."""
    pair = (shown(np.asarray(yours, float)), shown(np.asarray(right, float)))
    drawn = side_by_side(*pair, wrong, width=width, style=no_style)
    return "\n".join(line.rstrip() for line in drawn)


def test_grid_of_one_axis():
    """A row of numbers, wrong ones between stars, columns under each other."""
    assert grid([1, -2.5, 3], [1, 20, 3], (1,)) == (
        "yours                    right\n    1  *-2.5*     3        1   20    3"
    )


def test_grid_of_two_axes():
    """Rows under rows."""
    assert grid([[1, 2], [3, 4]], [[1, 2], [3, 5]], (1, 1)) == (
        "yours       right\n"
        " 1   2       1   2\n"
        " 3  *4*      3   5"
    )  # fmt: skip


def test_grid_of_three_axes_shows_channels_that_differ():
    """One grid for each channel with a wrong cell, labelled by its index."""
    right = np.arange(8.0).reshape(2, 2, 2)
    yours = right.copy()
    yours[0, 1, 1] = 9
    assert grid(yours, right, (0, 1, 1)) == (
        "yours [:, :, 1]     right [:, :, 1]\n"
        " 1  *9*              1   3\n"
        " 5   7               5   7"
    )  # fmt: skip


def test_grid_of_one_channel_has_no_label():
    """A single channel needs no index."""
    assert grid(np.zeros((1, 2, 1)), np.ones((1, 2, 1)), (0, 0, 0), (0, 1, 0)) == (
        "yours       right\n"
        "*0* *0*      1   1"
    )  # fmt: skip


def test_grid_shows_three_channels_at_most():
    """Of many wrong channels three are drawn, and the rest is counted."""
    yours, right = np.zeros((1, 1, 5)), np.ones((1, 1, 5))
    text = grid(yours, right, *((0, 0, channel) for channel in range(5)))
    assert re.findall(r"yours \[:, :, (\d)\]", text) == ["0", "1", "2"]
    assert text.endswith("\n(2 more like these)")


def test_grid_shows_ten_rows_and_twelve_columns_at_most():
    """Large arrays are cut, and dots say so."""
    text = grid(np.zeros((11, 13)), np.ones((11, 13)), width=200).splitlines()
    assert len(text) == 1 + 10 + 1
    assert text[1].split() == ["0"] * 12 + ["..."] + ["1"] * 12 + ["..."]
    assert text[-1].split() == ["...", "..."]
    exact = grid(np.zeros((10, 12)), np.ones((10, 12)), width=200)
    assert "..." not in exact


def test_grid_of_empty_arrays():
    """An array without elements is said to be empty."""
    assert grid(np.zeros((0, 3)), [[1, 2, 3]]) == (
        "yours       right\n"
        "(empty)      1   2   3"
    )  # fmt: skip
    assert "(empty)" in grid(np.zeros((2, 0, 1)), np.ones((2, 1, 1)))
    assert "(empty)" in grid([], [1])


def test_grid_of_different_shapes():
    """Each array is drawn in its own shape; a channel that is not there is named."""
    assert grid(np.zeros((2, 1, 1)), np.ones((1, 2, 2))) == (
        "yours [:, :, 0]     right [:, :, 0]\n"
        " 0                   1   1\n"
        " 0\n"
        "yours [:, :, 1]       right [:, :, 1]\n"
        "(no such channel)      1   1"
    )
    assert grid([1, 2], np.ones((1, 1, 2))) == (
        "yours       right\n"
        " 1   2      shape (1, 1, 2)"
    )  # fmt: skip


def test_grid_is_stacked_where_there_is_no_room():
    """In a narrow place the right answer stands below."""
    assert grid([[1, 2, 3]], [[1, 2, 4]], (0, 2), width=20) == (
        "yours\n"
        " 1   2  *3*\n"
        "right\n"
        " 1   2   4"
    )  # fmt: skip


@pytest.mark.parametrize("width", [20, 30, 40, 70])
def test_grid_keeps_to_its_width(width: int):
    """Columns that do not fit are left out, and a long cell is cut."""
    yours = ArrayValue((1, 9), "complex128", ("1.2345678901234567+9.87654321j",) * 9)
    right = ArrayValue((1, 9), "float64", (-1.23457e-10,) * 9)
    drawn = side_by_side(yours, right, ((0, 0),), width=width, style=no_style)
    assert max(map(len, drawn)) <= width
    assert "*1.234567890...*" in drawn[1]
    assert any(line.rstrip().endswith(" ...") for line in drawn)


def test_colour_does_not_disturb_the_columns():
    """Colours have no width."""
    pair = (shown(np.zeros((2, 2))), shown(np.ones((2, 2))))
    show = functools.partial(side_by_side, *pair, ((0, 0), (1, 1)), width=60)
    assert [click.unstyle(line) for line in show(style=colours)] == show(style=no_style)


def test_opaque_values_are_named():
    """A value that did not travel is named by its type."""
    values = {"yours": OpaqueValue("set", ""), "right": SequenceValue("tuple", (1,))}
    one = finding("f", counterexample=replace(example(0, 0), **values))
    assert "yours   set   <-- wrong\n" in render(replace(REPORT, findings=(one,)))


@pytest.mark.parametrize(("agrees", "is_told"), [(9, True), (4, False)])
def test_it_stops_on_no_other_only_where_that_is_so(agrees: int, is_told: bool):  # noqa: FBT001
    """Where only some of the wrong calls stop, it is not said that all of them do."""
    diagnosis = Diagnosis("misconception", ("an-id",), agrees=agrees, calls=9, says="It stops.")
    one = finding("f", outcome="raised", wrong_calls=5, diagnosis=diagnosis)
    text = render(replace(REPORT, findings=(one,)))
    assert ("It stops on these, and on no other." in text) == is_told
    assert ("(4 tests), it is the same as yours." in " ".join(text.split())) != is_told
