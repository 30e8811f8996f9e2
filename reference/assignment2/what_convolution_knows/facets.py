"""What is seen where no misconception fits, and calls that are always tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import grader

from ..descriptions import DIGITS
from ..pairs import pair

Call = Mapping[str, Any]


def _facet(
    id_: str, ask: Callable[[Call], bool | None], yes: str, no: str, *, branches: bool = False
) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no, branches=branches)


def _any_layer(call: Call, ask: Callable[[dict[str, Any]], bool]) -> bool:
    return any(map(ask, call["layers"]))


def _size_of(layer: dict[str, Any]) -> Any:
    return layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"]


def _is_pooling(layer: dict[str, Any]) -> bool:
    return bool(layer["kind"] != "Conv2D")


VISITS = (
    _facet(
        "padding-same",
        lambda call: call["padding"] == "same",
        'when padding is "same"',
        'when padding is "valid"',
        branches=True,
    ),
    _facet(
        "int-size",
        lambda call: isinstance(call["kernel_size"], int),
        "when kernel_size is an int",
        "when kernel_size is a pair",
    ),
    _facet(
        "square-window",
        lambda call: len(set(pair(call["kernel_size"]))) == 1,
        "when the window is square",
        "when the window's height and width differ",
    ),
    _facet(
        "square-picture",
        lambda call: bool(call["height"] == call["width"]),
        "when the picture is square",
        "when the picture's height and width differ",
    ),
    _facet(
        "odd-window",
        lambda call: all(side % 2 for side in pair(call["kernel_size"])),
        "when no side of the window is even",
        "when a side of the window is even",
    ),
    _facet(
        "window-fits",
        lambda call: bool(np.all(np.less_equal(pair(call["kernel_size"]), _picture(call)))),
        "when the window fits on the picture",
        "when a side of the window is longer than the picture's",
    ),
)
EDGE = (
    _facet(
        "vertical",
        lambda call: call["direction"] == "vertical",
        'when direction is "vertical"',
        'when direction is "horizontal"',
        branches=True,
    ),
)
FIELD = (
    _facet(
        "one-layer",
        lambda call: len(call["layers"]) == 1,
        "when there is one layer",
        "when there are several layers",
    ),
    _facet(
        "pooling",
        lambda call: _any_layer(call, _is_pooling),
        "when there is a pooling",
        "when there are convolutions only",
    ),
    _facet(
        "no-strides",
        lambda call: _any_layer(call, lambda layer: layer["strides"] is None),
        "when the strides of a pooling are None",
        "when all strides are given",
    ),
    _facet(
        "int-size",
        lambda call: _any_layer(call, lambda layer: isinstance(_size_of(layer), int)),
        "when a window's size is an int",
        "when all windows' sizes are pairs",
    ),
    _facet(
        "int-strides",
        lambda call: _any_layer(call, lambda layer: isinstance(layer["strides"], int)),
        "when some strides are an int",
        "when no strides are an int",
    ),
    _facet(
        "same",
        lambda call: _any_layer(call, lambda layer: layer["padding"] == "same"),
        'when the padding of a layer is "same"',
        'when the padding of all layers is "valid"',
    ),
)
SHIFT = (
    _facet(
        "one-direction",
        lambda call: 0 in call["shift"],
        "when a number of the shift is 0",
        "when both numbers of the shift are 1 or more",
    ),
    _facet(
        "equal-shifts",
        lambda call: call["shift"][0] == call["shift"][1],
        "when both numbers of the shift are equal",
        "when the numbers of the shift differ",
    ),
    _facet(
        "odd-kernel",
        lambda call: all(side % 2 for side in call["kernel"].shape),
        "when no side of the kernel is even",
        "when a side of the kernel is even",
    ),
    _facet(
        "square-kernel",
        lambda call: call["kernel"].shape[0] == call["kernel"].shape[1],
        "when the kernel is square",
        "when the kernel's height and width differ",
    ),
    _facet(
        "whole-numbers",
        lambda call: bool((call["x"] == np.rint(call["x"])).all()),
        "when x has whole numbers only",
        "when x has fractions",
    ),
)


def _picture(call: Call) -> tuple[int, int]:
    return call["height"], call["width"]


def _padded(**call: Any) -> tuple[int, ...]:
    window = pair(call["kernel_size"])
    return tuple(size + side - 1 for size, side in zip(_picture(call), window, strict=True))


def _places(**call: Any) -> tuple[int, ...]:
    window = pair(call["kernel_size"])
    return tuple(size - side + 1 for size, side in zip(_picture(call), window, strict=True))


VISITS_SHAPES = (
    grader.ShapeRule(
        id="exchanged",
        looks="(width, height), not (height, width)",
        shape=lambda **call: _picture(call)[::-1],
    ),
    grader.ShapeRule(id="padded", looks="that of a picture with its padding", shape=_padded),
    grader.ShapeRule(
        id="places", looks="as many rows and columns as the window has places", shape=_places
    ),
)

EDGE_WORKED = ({"direction": "vertical"}, {"direction": "horizontal"})
VISITS_WORKED = tuple(
    {"height": 5, "width": 5, "kernel_size": 3, "padding": padding} for padding in ("valid", "same")
)
#: The notes' network for digits, as far as there are windows: one number sees 18 x 18 pixels.
FIELD_WORKED = ({"layers": DIGITS[:5]},)
SHIFT_WORKED = (
    {
        "x": np.arange(1.0, 26.0).reshape(5, 5),
        "kernel": np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]),
        "shift": (1, 2),
    },
)
