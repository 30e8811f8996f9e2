"""Answers that are no arrays: numbers, tuples of floats, rows; and arrays judged by properties."""

from __future__ import annotations

import numpy as np
import pytest

from grader.compare import difference, in_float64, same_answer
from grader.evidence import Outcome, Trial, call_size
from grader.explain.sentences import of_trial
from grader.probe import Probe, Probed
from grader.worker.wire import Opaque, decode, encode

ROWS = [("Conv2D", (26, 26, 32), 320), ("Flatten", (21632,), 0)]
EVEN = Probe("even", np.ones((2, 2)), silent=True, says="It answers to an even grey.")
STEP = Probe(
    "step", np.array([[0.0, 1.0], [0.0, 1.0]]), silent=False, says="It does not answer to a step."
)
EDGES = Probed(np.array([[-1.0, 1.0], [-1.0, 1.0]]), (EVEN, STEP))


def said(value: object, right: object, allowed: object = None) -> str:
    """Return the headline and the details of a wrong answer."""
    found = difference(value, right, allowed)
    assert found is not None
    trial = Trial({}, Outcome("returned", value), right, found)
    headline = of_trial("f", trial, exercises=frozenset())
    return ". ".join((headline.text, *headline.details))


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (0.5, 0.5),
        (np.float32(0.1), 0.1),
        (np.float64(0.1), 0.1),
        (1, 1.0),
        ((0.5, 0.0), (0.5, 0.0)),
        ([0.5, np.float64(0)], (0.5, 0.0)),
        ([["Conv2D", [26, 26, 32], np.int64(320)], ("Flatten", (21632,), 0)], ROWS),
        (tuple(ROWS), ROWS),
        (np.array([1, 2], np.uint8), np.array([1, 2])),
        (np.array([[-5, 5], [-5, 5]]), EDGES),
        (np.array([[1, -1], [3, -3]], np.float32), EDGES),
    ],
)
def test_right_in_any_style(value: object, right: object):
    """Numbers of any kind, lists for tuples, ints of any width, and any kernel that does it."""
    assert difference(value, right) is None
    assert difference(decode(encode(value)), right) is None


@pytest.mark.parametrize(
    ("value", "right", "text"),
    [
        (0.5, 0.25, "f returned 0.5, but should return 0.25"),
        (0.1 + 1e-6, 0.1, "f returned 0.100001, but should return 0.1"),
        (0.10000001, 0.1 - 1e-8, "f returned 0.10000001, but should return 0.09999999000000001"),
        (None, 0.25, "f returned None, but should return 0.25, a float"),
        (
            float("nan"),
            0.25,
            "f returned nan, but should return 0.25. Every value should be a finite number.",
        ),
        (
            np.ones((2, 1)),
            0.25,
            "f returned an array of shape (2, 1), but should return 0.25, a float",
        ),
        ((0.5, 1.0), (0.5, 0.0), "f returned (0.5, 1), but should return (0.5, 0)"),
        (
            0.5,
            (0.5, 0.0),
            "f returned 0.5, a single float, but should return a tuple of floats: (0.5, 0)",
        ),
        (
            np.array([1.0, 2.0]),
            np.array([1, 2]),
            "f returned an array of float64, but should return whole numbers (int)",
        ),
        (
            np.array([1, 3]),
            np.array([1, 2]),
            "f returned 3 at [1], but should return 2. In this example 1 of 2 cells is wrong.",
        ),
        (None, ROWS, "f returned None, but should return a list of length 2"),
        (ROWS[:1], ROWS, "f returned a list of length 1, but should return one of length 2"),
        (
            [ROWS[0], ("Flatten", (26, 26, 32), 0)],
            ROWS,
            (
                "f returned (26, 26, 32) at [1][1], but should return (21632,). "
                "In this example 1 of 6 cells is wrong."
            ),
        ),
        (
            [ROWS[0], ("Flatten", (21632.0,), 0)],
            ROWS,
            "f returned (21632.0,) at [1][1], but should return (21632,)",
        ),
        (
            [ROWS[0], "Flatten"],
            ROWS,
            'f returned a str at [1], but should return ("Flatten", (21632,), 0)',
        ),
        (
            [("conv2d", (26, 26, 32), 320), ROWS[1]],
            ROWS,
            (
                'f returned "conv2d" at [0][0], but should return "Conv2D". '
                "In this example 1 of 6 cells is wrong."
            ),
        ),
        (
            np.zeros((2, 2)),
            EDGES,
            "The answer of f does not do what is asked. It does not answer to a step.",
        ),
        (
            np.ones((2, 2)),
            EDGES,
            "The answer of f does not do what is asked. It answers to an even grey.",
        ),
        (
            np.ones(2),
            EDGES,
            "f returned shape (2,), but should return (2, 2). That is 1 axis where 2 are asked.",
        ),
    ],
)
def test_what_is_wrong_is_said(value: object, right: object, text: str):
    """Each kind of answer has its sentence: what came back, and what should have."""
    assert said(value, right) == text


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [
        (0.5, 0.5, True),
        (0.5, 0.6, False),
        (float("inf"), float("inf"), True),
        (float("nan"), float("nan"), True),
        (1, 1.0, False),
        ([("a", 1)], (["a", 1],), True),
        ([("a", 1)], [("b", 1)], False),
        ([("a", 1)], [("a", 1.0)], False),
        (Opaque("object", "", None), 0.5, False),
    ],
)
def test_the_same_wrong_answer(value: object, other: object, same: object):
    """A misconception's answer is recognised part by part; a float is no whole number."""
    assert same_answer(value, other, None) is same


def test_twins_are_compared_in_double_precision():
    """What is allowed to a student in float32 is allowed to tf.nn at the scale of float64."""
    assert in_float64(2.0**-23, 1.0) == 2.0**-52
    assert in_float64(None, 2.0) == 2.0**-51
    assert difference(1.0 + 1e-7, 1.0, in_float64(None, 1.0)) is not None


def test_probes_ignore_rounding_and_scale():
    """A sum that rounding leaves counts as 0, however large or small the kernel is."""
    for scale in (1e-6, 1.0, 1e6):
        assert difference(np.float32(EDGES.example * scale / 3), EDGES) is None


def test_descriptions_count_as_something_to_read():
    """A call with fewer layers is a smaller one, and arrays in lists count as others do."""
    layers = [{"kind": "Flatten"}, {"kind": "Dense", "units": 3}]
    assert call_size({"layers": layers}) == 2
    assert call_size({"layers": layers, "weights": [np.ones((2, 3)), np.ones(3)]}) == 11
