"""Questions about a call, wrong shapes that are recognised, and calls that are worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

import grader

Call = Mapping[str, Any]

#: From here on a power is too large for a float, or too small.
_FAR: Final = 700


def _facet(id_: str, ask: Callable[[Call], bool], yes: str, no: str) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no)


def _logits(call: Call) -> np.ndarray:
    logits: np.ndarray = call["logits"]
    return logits


def _largest(call: Call) -> np.ndarray:
    largest: np.ndarray = _logits(call).max(axis=-1)
    return largest


_NEGATIVE = _facet(
    "negative",
    lambda call: bool((call["x"] < 0).any()),
    "when x has negative numbers",
    "when x has no negative numbers",
)
_POSITIVE = _facet(
    "positive",
    lambda call: bool((call["x"] > 0).any()),
    "when x has positive numbers",
    "when x has no positive numbers",
)
_ABOVE_SIX = _facet(
    "above-six",
    lambda call: bool((call["x"] > 6).any()),  # noqa: PLR2004
    "when x has numbers above 6",
    "when no number of x is above 6",
)
_FRACTIONS = _facet(
    "fractions",
    lambda call: bool((call["x"] % 1 != 0).any()),
    "when x has fractions",
    "when x has whole numbers only",
)
_ONE_AXIS = _facet(
    "one-axis",
    lambda call: call["x"].ndim == 1,
    "when x has a single axis",
    "when x has several axes",
)
_DOUBLE = _facet(
    "double",
    lambda call: call["x"].dtype == np.float64,
    "when x is float64",
    "when x is float32",
)

_TWO_AXES = _facet(
    "two-axes",
    lambda call: _logits(call).ndim == 2,  # noqa: PLR2004
    "when there are two axes",
    "when there are three axes",
)
_ONE_ROW = _facet(
    "one-row",
    lambda call: _largest(call).size == 1,
    "when there is a single row",
    "when there are several rows",
)
_LARGE = _facet(
    "large",
    lambda call: bool((_logits(call) > _FAR).any()),
    "when some logits are above 700",
    "when no logit is above 700",
)
_SMALL_ROW = _facet(
    "small-row",
    lambda call: bool((_largest(call) < -_FAR).any()),
    "when all logits of some row are below -700",
    "when no row has all its logits below -700",
)
_ROWS_APART = _facet(
    "rows-apart",
    lambda call: bool(np.ptp(_largest(call)) > _FAR),
    "when some rows lie far above others",
    "when no row lies far above the others",
)
_ROWS_AS_CLASSES = _facet(
    "rows-as-classes",
    lambda call: len(_logits(call)) == _logits(call).shape[-1],
    "when there are as many rows as classes",
    "when the numbers of rows and classes differ",
)
_TIES = _facet(
    "ties",
    lambda call: bool(((_logits(call) == _largest(call)[..., np.newaxis]).sum(axis=-1) > 1).any()),
    "when the largest logit of a row occurs twice",
    "when the largest logit of each row occurs once",
)
_DOUBLE_LOGITS = _facet(
    "double",
    lambda call: _logits(call).dtype == np.float64,
    "when logits is float64",
    "when logits is float32",
)

RELU = (_NEGATIVE, _POSITIVE, _ABOVE_SIX, _FRACTIONS, _ONE_AXIS, _DOUBLE)
SOFTMAX = (
    *(_LARGE, _SMALL_ROW, _ROWS_APART, _TWO_AXES, _ONE_ROW, _ROWS_AS_CLASSES),
    *(_TIES, _DOUBLE_LOGITS),
)

SOFTMAX_SHAPES = (
    grader.ShapeRule(
        id="one-per-row",
        looks="a single number for each row",
        shape=lambda logits: logits.shape[:-1],
    ),
    grader.ShapeRule(
        id="turned",
        looks="rows and columns exchanged",
        shape=lambda logits: logits.shape[::-1],
    ),
)

RELU_WORKED: tuple[Call, ...] = ({"x": np.array([[-2.0, 0.0], [1.5, -0.5]])},)
SOFTMAX_WORKED: tuple[Call, ...] = (
    {"logits": np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])},
    {"logits": np.array([[1001.0, 1002.0, 1003.0], [1.0, 3.0, 2.0]])},
)
