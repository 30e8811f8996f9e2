"""Calls as a student can paste them, and values as a report keeps them."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.draw import draw_calls
from grader.explain.values import call_text, shown
from grader.model import ArrayValue, OpaqueValue, SequenceValue
from grader.worker.wire import Opaque
from reference.assignment1 import ASSIGNMENT

EXERCISES = [exercise for _, exercise in ASSIGNMENT.exercises]

FINITE = {"allow_nan": False, "allow_infinity": False}
ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32]),
    hnp.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=5),
    elements=st.floats(width=32, **FINITE),
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
        ({"a": 1}, OpaqueValue("dict", "")),
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
