"""Questions about a call, wrong shapes that are recognised, and calls that are worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

Call = Mapping[str, Any]


def _facet(
    id_: str, ask: Callable[[Call], bool | None], yes: str, no: str, *, branches: bool = False
) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no, branches=branches)


def _in_training(ask: Callable[[Call], bool]) -> Callable[[Call], bool | None]:
    return lambda call: ask(call) if call["training"] else None


_ONE_PICTURE = _facet(
    "one-picture",
    lambda call: len(call["x"]) == 1,
    "when there is one picture in the batch",
    "when there are several pictures",
)
_ONE_CHANNEL = _facet(
    "one-channel",
    lambda call: call["x"].shape[3] == 1,
    "when there is one channel",
    "when there are several channels",
)
_ONE_ROW = _facet(
    "one-row",
    lambda call: min(call["x"].shape[1:3]) == 1,
    "when the pictures have a single row or column",
    "when the pictures have several rows and columns",
)
_SQUARE = _facet(
    "square-picture",
    lambda call: call["x"].shape[1] == call["x"].shape[2],
    "when the pictures are square",
    "when the pictures' height and width differ",
)
_DOUBLE = _facet(
    "double",
    lambda call: call["x"].dtype == np.float64,
    "when x is float64",
    "when x is float32",
)

_ONE_LINE = _facet(
    "one-line",
    lambda call: len(call["x"]) == 1,
    "when x has a single row",
    "when x has several rows",
)
_ONE_INPUT = _facet(
    "one-input",
    lambda call: call["x"].shape[1] == 1,
    "when there is a single input",
    "when there are several inputs",
)
_ONE_UNIT = _facet(
    "one-unit",
    lambda call: len(call["bias"]) == 1,
    "when there is a single unit",
    "when there are several units",
)
_INPUTS_AS_UNITS = _facet(
    "inputs-as-units",
    lambda call: call["x"].shape[1] == len(call["bias"]),
    "when there are as many inputs as units",
    "when the numbers of inputs and units differ",
)
_ROWS_AS_UNITS = _facet(
    "rows-as-units",
    lambda call: len(call["x"]) == len(call["bias"]),
    "when there are as many rows as units",
    "when the numbers of rows and units differ",
)
_WHOLE = _facet(
    "whole-numbers",
    lambda call: bool((call["x"] % 1 == 0).all() and (call["weights"] % 1 == 0).all()),
    "when x and the weights are whole numbers",
    "when x or the weights have fractions",
)

_TRAINING = _facet(
    "training",
    lambda call: call["training"],
    "when training is True",
    "when training is False",
    branches=True,
)
_HALF = _facet(
    "half",
    _in_training(lambda call: call["rate"] == 0.5),  # noqa: PLR2004
    "when training is True and the rate is 0.5",
    "when training is True and the rate is not 0.5",
)
_NO_RATE = _facet(
    "no-rate",
    _in_training(lambda call: call["rate"] == 0),
    "when training is True and the rate is 0",
    "when training is True and the rate is above 0",
)
_ALL_KEPT = _facet(
    "all-kept",
    _in_training(lambda call: bool(call["mask"].all())),
    "when training is True and the mask keeps all numbers",
    "when training is True and the mask drops some numbers",
)
_TWO_AXES = _facet(
    "two-axes",
    lambda call: call["x"].ndim == 2,  # noqa: PLR2004
    "when x has two axes",
    "when x has more than two axes",
)

FLATTEN = (_ONE_PICTURE, _ONE_CHANNEL, _ONE_ROW, _SQUARE, _DOUBLE)
DENSE = (
    *(_ONE_LINE, _ONE_INPUT, _ONE_UNIT, _INPUTS_AS_UNITS, _ROWS_AS_UNITS),
    *(_WHOLE, _DOUBLE),
)
DROPOUT = (_TRAINING, _HALF, _NO_RATE, _ALL_KEPT, _TWO_AXES, _ONE_LINE, _DOUBLE)

FLATTEN_SHAPES = (
    grader.ShapeRule(
        id="no-channels",
        looks="one channel only",
        shape=lambda x: (len(x), x.shape[1] * x.shape[2]),
    ),
    grader.ShapeRule(
        id="batch-joined",
        looks="the pictures joined to the rows",
        shape=lambda x: (x.shape[0] * x.shape[1], x.shape[2] * x.shape[3]),
    ),
)
DENSE_SHAPES = (
    grader.ShapeRule(
        id="turned",
        looks="rows and units exchanged",
        shape=lambda x, weights, bias: (len(bias), len(x)),  # noqa: ARG005
    ),
    grader.ShapeRule(
        id="products",
        looks="products that are not added up",
        shape=lambda x, weights, bias: (len(x), *weights.shape),  # noqa: ARG005
    ),
    grader.ShapeRule(
        id="rows-added",
        looks="one line for the whole batch",
        shape=lambda x, weights, bias: (len(bias),),  # noqa: ARG005
    ),
)

FLATTEN_WORKED: tuple[Call, ...] = ({"x": np.arange(16.0).reshape(2, 2, 2, 2)},)
DENSE_WORKED: tuple[Call, ...] = (
    {
        "x": np.array([[1.0, 2.0], [-1.0, 3.0], [0.0, 4.0]]),
        "weights": np.array([[1.0, 0.0], [3.0, 4.0]]),
        "bias": np.array([0.5, -0.5]),
    },
)
DROPOUT_WORKED: tuple[Call, ...] = tuple(
    {
        "x": np.array([[3.0, 6.0, 9.0], [-3.0, 0.0, 12.0]]),
        "rate": 0.25,
        "mask": np.array([[1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]),
        "training": training,
    }
    for training in (True, False)
)
