"""What is seen where no misconception fits: questions about a call, wrong rules for shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

from ..pairs import pair

Call = Mapping[str, Any]


def _facet(
    id_: str, ask: Callable[[Call], bool | None], yes: str, no: str, *, branches: bool = False
) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no, branches=branches)


def _window(call: Call) -> tuple[int, int]:
    """Return the window's height and width."""
    kernel = call.get("kernel")
    return pair(call["pool_size"]) if kernel is None else (kernel.shape[0], kernel.shape[1])


def _steps(call: Call) -> tuple[int, int]:
    return _window(call) if call["strides"] is None else pair(call["strides"])


def _total(call: Call, axis: int) -> int:
    """Return the places of "same" padding along an axis."""
    size, window, step = call["x"].shape[1 + axis], _window(call)[axis], _steps(call)[axis]
    total: int = max((-(-size // step) - 1) * step + window - size, 0)
    return total


def _about_same(ask: Callable[[Call], bool]) -> Callable[[Call], bool | None]:
    return lambda call: ask(call) if call["padding"] == "same" else None


_SAME = _facet(
    "padding-same",
    lambda call: call["padding"] == "same",
    'when padding is "same"',
    'when padding is "valid"',
    branches=True,
)
_ONE_PICTURE = _facet(
    "one-picture",
    lambda call: len(call["x"]) == 1,
    "when there is one picture in the batch",
    "when there are several pictures in the batch",
)
_INT_STRIDES = _facet(
    "int-strides",
    lambda call: None if call["strides"] is None else isinstance(call["strides"], int),
    "when strides is an int",
    "when strides is a pair",
)
_STRIDES_ONE = _facet(
    "strides-one",
    lambda call: _steps(call) == (1, 1),
    "when both steps are 1",
    "when a step is 2 or more",
)
_EQUAL_STEPS = _facet(
    "equal-steps",
    lambda call: _steps(call)[0] == _steps(call)[1],
    "when both steps are equal",
    "when the two steps differ",
)
_EVEN_PADDING = _facet(
    "even-padding",
    _about_same(lambda call: _total(call, 0) % 2 == _total(call, 1) % 2 == 0),
    'when padding is "same" and both sides get equally much',
    'when padding is "same" and it cannot be shared evenly',
)
_ONE_CHANNEL = _facet(
    "one-channel",
    lambda call: call["x"].shape[3] == 1,
    "when there is one channel",
    "when there are two or more channels",
)
_ONE_FILTER = _facet(
    "one-filter",
    lambda call: call["kernel"].shape[3] == 1,
    "when there is one filter",
    "when there are two or more filters",
)
_SQUARE_WINDOW = _facet(
    "square-window",
    lambda call: _window(call)[0] == _window(call)[1],
    "when the window is square",
    "when the window's height and width differ",
)
_NO_STRIDES = _facet(
    "no-strides",
    lambda call: call["strides"] is None,
    "when strides is None",
    "when strides are given",
    branches=True,
)
_INT_SIZE = _facet(
    "int-size",
    lambda call: isinstance(call["pool_size"], int),
    "when pool_size is an int",
    "when pool_size is a pair",
)
_BOTH = (_ONE_PICTURE, _SAME, _INT_STRIDES, _STRIDES_ONE, _EQUAL_STEPS)
CONV2D = (*_BOTH, _ONE_CHANNEL, _ONE_FILTER, _SQUARE_WINDOW, _EVEN_PADDING)
POOL = (*_BOTH, _NO_STRIDES, _INT_SIZE, _ONE_CHANNEL, _SQUARE_WINDOW, _EVEN_PADDING)


def _shape(call: Call, depth: int) -> tuple[int, int, int, int]:
    """Return the right shape of an answer."""
    sides = []
    for size, window, step in zip(call["x"].shape[1:3], _window(call), _steps(call), strict=True):
        same = call["padding"] == "same"
        sides.append(-(-size // step) if same else (size - window) // step + 1)
    return len(call["x"]), sides[0], sides[1], depth


def _conv(**call: Any) -> tuple[int, int, int, int]:
    return _shape(call, call["kernel"].shape[3])


def _pool(**call: Any) -> tuple[int, int, int, int]:
    return _shape(call, call["x"].shape[3])


def _rules(right: Callable[..., tuple[int, int, int, int]]) -> tuple[grader.ShapeRule, ...]:
    """Return wrong rules for the shape, made from the right one."""

    def rule(id_: str, looks: str, shape: Callable[..., tuple[int, ...]]) -> grader.ShapeRule:
        return grader.ShapeRule(id=id_, looks=looks, shape=shape)

    return (
        rule("no-batch-axis", "the right one without its first axis", lambda **c: right(**c)[1:]),
        rule("shape-of-x", "that of x", lambda **c: c["x"].shape),
        rule(
            "channels-second",
            "the right one with the channels on axis 1",
            lambda **c: tuple(right(**c)[axis] for axis in (0, 3, 1, 2)),
        ),
        rule("strides-of-1", "that with strides of 1", lambda **c: right(**{**c, "strides": 1})),
    )


CONV2D_SHAPES = (
    *_rules(_conv),
    grader.ShapeRule(
        id="depth-of-input",
        looks="the right one, but with the channels of x in the place of the filters",
        shape=lambda **call: (*_conv(**call)[:3], call["x"].shape[3]),
    ),
)
POOL_SHAPES = _rules(_pool)

_PICTURES = np.arange(1.0, 37.0).reshape(2, 3, 3, 2)
_FILTERS = np.arange(-8.0, 8.0).reshape(2, 2, 2, 2)
CONV2D_WORKED = tuple(
    {
        "x": _PICTURES,
        "kernel": _FILTERS,
        "bias": np.array([0.5, -1.5]),
        "strides": strides,
        "padding": padding,
    }
    for strides, padding in ((1, "valid"), ((2, 1), "same"))
)
POOL_WORKED = (
    {"x": _PICTURES, "pool_size": 2, "strides": None, "padding": "valid"},
    {"x": -_PICTURES, "pool_size": (2, 2), "strides": (2, 1), "padding": "same"},
)
