"""Calls as a student can paste them, and values as a report keeps them."""

from __future__ import annotations

import html
import inspect
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.draw import draw_calls
from grader.explain.values import call_text, shown
from grader.model import ArrayValue, MappingValue, OpaqueValue, SequenceValue
from grader.report.console import render
from grader.report.formats import Setting, printed_of
from grader.report.text import value_text
from grader.worker.wire import Opaque
from reference.assignment1 import ASSIGNMENT
from tests.unit.reports import samples

EXERCISES = [exercise for _, exercise in ASSIGNMENT.exercises]

FINITE = {"allow_nan": False, "allow_infinity": False}
ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32]),
    hnp.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=5),
    elements=st.floats(width=32, **FINITE),
)
INTEGERS = hnp.arrays(
    st.sampled_from([np.uint8, np.int64]),
    hnp.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=3),
    elements=st.integers(0, 255),
)
PLAIN = st.one_of(
    st.none(),
    st.integers(),
    st.floats(**FINITE),
    st.sampled_from(["valid", "same"]),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
)


def pasted(text: str, parameters: Iterable[str]) -> dict[str, Any]:
    """Run the text of a call as a student would, and return the arguments that arrive."""
    arrived: dict[str, Any] = {}
    signature = inspect.Signature(
        [inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in parameters]
    )

    def function(*positional: Any, **named: Any) -> None:
        arrived.update(signature.bind(*positional, **named).arguments)

    exec(text, {"np": np, "function": function})  # noqa: S102  (that is the question)
    return arrived


def assert_same(mine: dict[str, Any], right: dict[str, Any]) -> None:
    """Hold arguments against each other: values, types, dtypes and shapes."""
    assert mine.keys() == right.keys()
    for name, value in right.items():
        other = mine[name]
        assert type(other) is type(value), name
        if isinstance(value, np.ndarray):
            assert (other.dtype, other.shape) == (value.dtype, value.shape), name
            assert np.array_equal(other, value), name
        else:
            assert other == value, name


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_drawn_calls_paste_back(exercise):
    """Every call that an exercise draws can be pasted, on lines of 80 characters at most."""
    for arguments in draw_calls(exercise, seed=1, examples=100):
        text = call_text("function", arguments)
        assert_same(pasted(text, arguments), arguments)
        assert max(map(len, call_text(exercise.name, arguments).splitlines())) <= 80


@seed(1)
@settings(max_examples=200, database=None, deadline=None)
@given(
    arrays=st.dictionaries(st.sampled_from("xyzw"), ARRAYS, max_size=3),
    others=st.dictionaries(st.sampled_from("abc"), PLAIN, max_size=3),
    draw=st.data(),
)
def test_any_call_pastes_back(arrays, others, draw):
    """Arrays of any shape and precision paste back to the last bit, and so do the others."""
    arguments = dict(draw.draw(st.permutations([*arrays.items(), *others.items()])))
    text = call_text("function", arguments)
    assert_same(pasted(text, arguments), arguments)
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.zeros(3), "np.zeros(3)"),
        (np.ones((2, 1), np.float32), "np.ones((2, 1), np.float32)"),
        (np.full((1, 2), -2.5), "np.full((1, 2), -2.5)"),
        (np.array([1.0, 0.5]), "np.array([1., 0.5])"),
        (np.array([[1.0], [2.0]], np.float32), "np.array([1., 2.], np.float32).reshape(2, 1)"),
        (np.array([]), "np.array([])"),
        (np.zeros((2, 0)), "np.array([]).reshape(2, 0)"),
    ],
)
def test_arrays_are_written_short(value: np.ndarray, text: str):
    """Arrays of one value get their own functions, others are a row that is reshaped."""
    assert call_text("f", {"x": value}) == f"x = {text}\nf(x)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([0, 255], np.uint8), "np.array([0, 255], np.uint8)"),
        (np.array([[2, 0, 1]]), "np.array([2, 0, 1], np.int64).reshape(1, 3)"),
        (np.zeros(3, np.uint8), "np.zeros(3, np.uint8)"),
        (np.full((1, 2), 7), "np.full((1, 2), 7, np.int64)"),
        (np.array([1.0, np.inf, -np.inf, np.nan]), "np.array([1., np.inf, -np.inf, np.nan])"),
    ],
)
def test_arrays_of_ints_have_no_points(value: np.ndarray, text: str):
    """Whole numbers are written as such, with their dtype; what is no number has a name."""
    assert call_text("f", {"x": value}) == f"x = {text}\nf(x)"


LONG = """\
x = [
    {"kind": "shrink by the largest", "size": 2, "padding": "nothing",
     "stride": None},
    {"kind": "last", "sizes": (1, 2),
     "in a text": "word word word word", "more": [1, 2]},
]
f(x)"""


def test_a_key_stays_with_its_value():
    """No line of a dict ends after a colon."""
    first = {"kind": "shrink by the largest", "size": 2, "padding": "nothing", "stride": None}
    last = {"kind": "last", "sizes": (1, 2), "in a text": "word word word word", "more": [1, 2]}
    assert call_text("f", {"x": [first, last]}) == LONG


STEPS = """\
x = np.ones((1, 2, 2, 1))
steps = [
    {"kind": "first", "count": 1, "size": 2, "stride": 1, "rule": None,
     "padding": "valid", "in use": True},
    {"kind": "last"},
]
weights = [np.ones((2, 2, 1, 1)), np.zeros(1)]
walk(x, steps, weights, rate=0.5, sizes=(2, 3))"""
ROWS = """\
weights = [
    np.array([0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12.,
             13., 14., 15., 16., 17., 18., 19.]),
    np.zeros(1),
]
rows = [
    ("the first of them", (26, 26, 32), 320),
    ("the second", (7744,), 0),
]
step = {"size": 2}
f(weights, rows, step, rest=[])"""


def test_lists_and_dicts_have_a_line_for_each_part():
    """Dicts stand below each other, and what else would be too long for a line."""
    first = {"kind": "first", "count": 1, "size": 2, "stride": 1, "rule": None}
    steps = [{**first, "padding": "valid", "in use": True}, {"kind": "last"}]
    arguments: dict[str, Any] = {"x": np.ones((1, 2, 2, 1)), "steps": steps}
    arguments |= {"weights": [np.ones((2, 2, 1, 1)), np.zeros(1)], "rate": 0.5, "sizes": (2, 3)}
    assert call_text("walk", arguments) == STEPS
    rows = [("the first of them", (26, 26, 32), 320), ("the second", (7744,), 0)]
    arguments = {"weights": [np.arange(20.0), np.zeros(1)], "rows": rows}
    assert call_text("f", arguments | {"step": {"size": 2}, "rest": []}) == ROWS


def test_no_line_is_broken_inside_a_text():
    """A text that is longer than a line stays in one piece, in a call and in a list."""
    text = "a b " * 30
    assert call_text("f", {"text": text}) == f'f(text="{text}")'
    assert call_text("f", {"x": {text: 1}}) == f'x = {{"{text}": 1}}\nf(x)'
    assert call_text("f", {"x": [{"a": text}, {}]}) == (
        f'x = [\n    {{"a": "{text}"}},\n    {{}},\n]\nf(x)'
    )


NESTED = st.recursive(
    PLAIN | ARRAYS | INTEGERS | st.text(max_size=30),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(max_size=9), inner, max_size=4),
    ),
    max_leaves=8,
)


@seed(1)
@settings(max_examples=80, database=None, deadline=None)
@given(arguments=st.dictionaries(st.sampled_from("abcd"), NESTED, max_size=4))
def test_nested_arguments_paste_back(arguments):
    """Lists, dicts and what is in them paste back; no line is broken inside a text."""
    text = call_text("function", arguments)
    back = pasted(text, arguments)
    assert [*back] == [*arguments]
    for name, value in arguments.items():
        assert_alike(back[name], value)


def assert_alike(mine: Any, right: Any) -> None:
    """Hold a value against another one, and all that is in them."""
    assert type(mine) is type(right)
    if isinstance(right, np.ndarray):
        assert (mine.dtype, mine.shape) == (right.dtype, right.shape)
        assert np.array_equal(mine, right)
    elif isinstance(right, dict):
        assert [*mine] == [*right]
        for key, value in right.items():
            assert_alike(mine[key], value)
    elif isinstance(right, (list, tuple)):
        assert len(mine) == len(right)
        for both in zip(mine, right, strict=True):
            assert_alike(*both)
    else:
        assert mine == right


def test_arguments_keep_their_order():
    """Arrays come first, on lines of their own; the call has all arguments in order."""
    arguments = {"size": (1, 2), "x": np.zeros(1), "strides": None, "padding": "same"}
    assert call_text("f", arguments) == (
        'x = np.zeros(1)\nf(size=(1, 2), x=x, strides=None, padding="same")'
    )


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (-3, -3),
        (2.5, 2.5),
        ("same", "same"),
        ("x" * 600, "x" * 500),
        (2**53 - 1, 2**53 - 1),
        (2**53, OpaqueValue("int", "9007199254740992")),
        (-(2**53), OpaqueValue("int", "-9007199254740992")),
        (float("nan"), OpaqueValue("float", "nan")),
        (float("-inf"), OpaqueValue("float", "-inf")),
        (np.float32(1.5), ArrayValue((), "float32", (1.5,))),
        (np.bool_(1), ArrayValue((), "bool", (1.0,))),
        (np.array([[1, 2]]), ArrayValue((1, 2), "int64", (1.0, 2.0))),
        (np.array([np.nan, np.inf]), ArrayValue((2,), "float64", ("nan", "inf"))),
        (np.array([1 + 2j]), ArrayValue((1,), "complex128", ("1+2j",))),
        (np.zeros((0, 2)), ArrayValue((0, 2), "float64", ())),
        (np.zeros(5_000), ArrayValue((5_000,), "float64", ())),
        (np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]), ArrayValue((2, 2), "float64", (1, 2, 3, 4))),
        ((1, "a"), SequenceValue("tuple", (1, "a"))),
        ([[2.0], None], SequenceValue("list", (SequenceValue("list", (2.0,)), None))),
        ([0] * 5_000, SequenceValue("list", (0,) * 4_096)),
        ({"a": (1,)}, MappingValue((("a", SequenceValue("tuple", (1,))),))),
        (Opaque("set", "", None), OpaqueValue("set", "")),
        (
            Opaque("ndarray", "object", (2, 1)),
            OpaqueValue("ndarray", "shape (2, 1), dtype object"),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_shown(value: Any, kept: Any):
    """Every kind of value is kept in a form that JSON can hold."""
    assert shown(value) == kept
    assert type(shown(value)) is type(kept)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"kind": "first", "size": (3, 3)}, "{'kind': 'first', 'size': (3, 3)}"),
        ([{"rate": 0.5}, {}], "[{'rate': 0.5}, {}]"),
        ({"weights": [np.ones((1, 2))]}, "{'weights': [array of shape (1, 2): 1, 1]}"),
        ({"\x1b": 1}, "{'\\x1b': 1}"),
        (np.array([1234567, 0]), "array of shape (2,): 1234567, 0"),
        ([("first", (1, 2), 3), ["last"]], "[('first', (1, 2), 3), ['last']]"),
        (list(range(22)), f"[{', '.join(map(str, range(20)))}, ...]"),
        (dict.fromkeys(map(str, range(21))), "..., '19': None, ...}"),
    ],
)
def test_nested_values_are_readable(value: Any, text: str):
    """What is in lists and dicts is told as it is by itself; of many items the first twenty."""
    told = value_text(shown(value))
    assert told.endswith(text.removeprefix("...")) if text.startswith("...") else told == text


NESTED_ANSWERS = [
    ({"rate": [0.5, 1]}, "{'rate': [0.5, 1]}"),
    ([("first", (2, 3)), "last"], "[('first', (2, 3)), 'last']"),
]


@pytest.mark.parametrize(("value", "text"), NESTED_ANSWERS)
@pytest.mark.parametrize("name", ["text", "markdown", "junit", "html"])
def test_nested_answers_are_told_everywhere(name: str, value: Any, text: str):
    """The terminal, Markdown, JUnit and the page show a nested answer in the same words."""
    report = samples()["wrong"]
    number = next(at for at, one in enumerate(report.findings) if one.counterexample)
    finding = report.findings[number]
    assert finding.counterexample is not None
    example = msgspec.structs.replace(
        finding.counterexample, yours=shown(value), right=shown((0,)), picture=None, wrong=()
    )
    told = msgspec.structs.replace(finding, counterexample=example, diagnosis=None)
    changed = (*report.findings[:number], told, *report.findings[number + 1 :])
    report = msgspec.structs.replace(report, findings=changed)
    written = render(report) if name == "text" else printed_of(name, report, Setting())
    assert text in html.unescape(" ".join(written.split()))
