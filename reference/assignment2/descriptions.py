"""Networks described by dicts: what several exercises draw, and those of the course's notes.

First it is drawn how many layers there are and which of them are left out, then all that there may
be: so nothing else moves when Hypothesis leaves one out, and a counterexample ends with the layers
that are needed. The picture is made as large as the layers ask for: networks that shrink to nothing
are not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import grader

from .pairs import IntOrPair, pair

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]
#: One layer.
Layer = dict[str, Any]
#: Height, width and channels of a picture or of a map.
Shape = tuple[int, int, int]

CONV, MAX, AVERAGE = "Conv2D", "MaxPooling2D", "AveragePooling2D"

#: Whether a layer stays: each can be left out by itself when a counterexample is made smaller.
_KEEP = (False, *[True] * 15)

_WINDOW: Mapping[str, Sequence[Any]] = {
    "kind": (CONV, MAX, CONV, AVERAGE, MAX, CONV),
    "kh": (1, 2, 3, 3, 2),
    "kw": (1, 2, 3, 3, 2),
    "int_size": (True, False, False),
    "sh": (1, 2, 1, 3),
    "sw": (1, 2, 1, 1),
    # Pooling steps: none given, an int, a pair.
    "steps": ("none", "int", "pair", "none", "pair"),
    "int_strides": (True, False, False),
    # "same" shows its mistakes less often, so it is drawn more often.
    "padding": ("valid", "same", "same"),
    "filters": (1, 2, 3, 2),
    "activation": (None, "relu", "relu"),
    "use_bias": (True, True, False),
}
_AROUND: Mapping[str, Sequence[Any]] = {
    "channels": (1, 2, 3),
    # Places on the last map, and pixels beyond those that they need.
    "rows": (1, 2, 3, 2),
    "columns": (1, 2, 3, 4),
    "more_h": (0, 1, 2),
    "more_w": (0, 1, 2),
}
_END: Mapping[str, Sequence[Any]] = {
    "flat": (True, True, False),
    "dropout": ("none", "before", "after", "none", "last"),
    "rate": (0.5, 0.25, 0.75),
    "hidden": (0, 1, 1, 2),
    "units": (2, 3, 4, 5),
    "hidden_activation": ("relu", "relu", None),
    "hidden_bias": (True, True, False),
    # Whether all dense layers are as wide as what comes in: then weights of one fit another.
    "alike": (False, True, False, True, False),
    "classes": (2, 3, 4),
    "last_bias": (True, True, False),
}
#: No drawn picture has more numbers, and no flat map as many, so that the weights stay few.
_MOST = 100
_MOST_FLAT = 40
#: Networks with dense layers that are all alike have no wider ones.
_MOST_ALIKE = 8


def conv(
    filters: int,
    kernel_size: IntOrPair,
    *,
    strides: IntOrPair = 1,
    padding: str = "valid",
    activation: str | None = "relu",
    use_bias: bool = True,
) -> Layer:
    """Return the description of a convolution."""
    return {
        "kind": CONV,
        "filters": filters,
        "kernel_size": kernel_size,
        "strides": strides,
        "padding": padding,
        "activation": activation,
        "use_bias": use_bias,
    }


def pool(
    kind: str, pool_size: IntOrPair, *, strides: IntOrPair | None = None, padding: str = "valid"
) -> Layer:
    """Return the description of a pooling."""
    return {"kind": kind, "pool_size": pool_size, "strides": strides, "padding": padding}


def dense(units: int, activation: str | None = "relu", *, use_bias: bool = True) -> Layer:
    """Return the description of a dense layer."""
    return {"kind": "Dense", "units": units, "activation": activation, "use_bias": use_bias}


FLATTEN: Layer = {"kind": "Flatten"}

#: The notes' networks, both for pictures of this shape: for digits, and for clothing.
PICTURE: Shape = (28, 28, 1)
DIGITS: list[Layer] = [
    conv(32, (3, 3)),
    pool(MAX, 2),
    conv(64, (3, 3)),
    pool(MAX, 2),
    conv(64, (3, 3)),
    dict(FLATTEN),
    dense(64),
    dense(10, "softmax"),
]
CLOTHING: list[Layer] = [
    conv(32, 3, padding="same"),
    pool(MAX, 2),
    conv(64, 3, padding="same"),
    pool(MAX, 2),
    dict(FLATTEN),
    dense(100),
    {"kind": "Dropout", "rate": 0.4},
    dense(10, "softmax"),
]


def windows(draw: Draw, counts: Sequence[int]) -> list[Layer]:
    """Draw convolutions and poolings, one after another.

    * ``counts`` are the numbers of layers to choose from, the simplest first; one that is
      given twice is drawn twice as often.
    """
    most = max(counts)
    present = _present(draw, counts)
    layers = [_window_layer(draw(grader.inputs.choices(**_WINDOW))) for _ in range(most)]
    return [layers[index] for index in present]


def network(draw: Draw, *, classifies: bool) -> tuple[Shape, list[Layer]]:
    """Draw the shape of a picture and a network for it.

    * ``classifies`` asks for one that ends with class probabilities: a dense layer with
      softmax. Else it may end in a map.
    """
    layers = windows(draw, (0, 1, 2, 1, 2, 3) if classifies else (1, 2, 3, 2, 3))
    around = draw(grader.inputs.choices(**_AROUND))
    end = draw(grader.inputs.choices(**_END))
    shape = _shape(around, layers)
    if classifies or end.flat:
        layers += _ending(end, shape, layers)
    elif end.dropout != "none":
        layers.append({"kind": "Dropout", "rate": end.rate})
    return shape, layers


def after(shape: Shape, layers: Sequence[Layer]) -> Shape:
    """Return the shape of the map behind convolutions and poolings.

    Example:
        >>> after((28, 28, 1), CLOTHING[:4])
        (7, 7, 64)
    """
    height, width, depth = shape
    for layer in layers:
        height, width = (size_after(size, layer, axis) for axis, size in enumerate((height, width)))
        depth = layer.get("filters", depth)
    return height, width, depth


def size_after(size: int, layer: Layer, axis: int) -> int:
    """Return on how many places a layer's window lies along one axis."""
    window, step = window_and_step(layer, axis)
    return -(-size // step) if layer["padding"] == "same" else (size - window) // step + 1


def window_and_step(layer: Layer, axis: int) -> tuple[int, int]:
    """Return how long a layer's window is along one axis, and how far it moves.

    Example:
        >>> window_and_step(pool(MAX, (2, 3)), 1)
        (3, 3)
    """
    window = pair(layer["kernel_size" if layer["kind"] == CONV else "pool_size"])
    strides = layer["strides"]
    return window[axis], (window if strides is None else pair(strides))[axis]


def _present(draw: Draw, counts: Sequence[int]) -> list[int]:
    """Draw which of the layers there are: how many, and then a few that are left out."""
    flags = {f"keep{index}": _KEEP for index in range(max(counts))}
    pick = vars(draw(grader.inputs.choices(count=counts, **flags)))
    # Those that are kept come first, so that the fewest there may be are those.
    order = sorted(range(pick["count"]), key=lambda index: not pick[f"keep{index}"])
    kept = sum(pick[f"keep{index}"] for index in order)
    return sorted(order[: max(kept, min(counts))])


def _window_layer(pick: SimpleNamespace) -> Layer:
    size = pick.kh if pick.int_size else (pick.kh, pick.kw)
    strides = pick.sh if pick.int_strides else (pick.sh, pick.sw)
    if pick.kind == CONV:
        return conv(
            pick.filters,
            size,
            strides=strides,
            padding=pick.padding,
            activation=pick.activation,
            use_bias=pick.use_bias,
        )
    given = {"none": None, "int": pick.sh, "pair": (pick.sh, pick.sw)}[pick.steps]
    return pool(pick.kind, size, strides=given, padding=pick.padding)


def _shape(around: SimpleNamespace, layers: Sequence[Layer]) -> Shape:
    """Return the shape of a picture of which as much is left at the end as was drawn, or less."""
    for fewer in range(4):
        height = _needed(layers, 0, max(around.rows - fewer, 1)) + around.more_h
        width = _needed(layers, 1, max(around.columns - fewer, 1)) + around.more_w
        shape = (height, width, around.channels)
        if math.prod(shape) <= _MOST and math.prod(after(shape, layers)) <= _MOST_FLAT:
            return shape
    return height, width, 1


def _needed(layers: Sequence[Layer], axis: int, size: int) -> int:
    """Return the smallest size of a picture of which so many places are left at the end."""
    for layer in reversed(layers):
        window, step = window_and_step(layer, axis)
        size = (size - 1) * step + (1 if layer["padding"] == "same" else window)
    return size


def _ending(end: SimpleNamespace, shape: Shape, layers: list[Layer]) -> list[Layer]:
    """Return what makes class probabilities of the last map."""
    flat = math.prod(after(shape, layers))
    units = [end.units + index for index in range(end.hidden)]
    classes, last_bias = end.classes, end.last_bias
    if end.alike and 1 < flat <= _MOST_ALIKE:
        units, classes, last_bias = [flat] * max(end.hidden, 1), flat, end.hidden_bias
    hidden = [dense(one, end.hidden_activation, use_bias=end.hidden_bias) for one in units]
    drop: Layer = {"kind": "Dropout", "rate": end.rate}
    return [
        *([drop] if end.dropout == "before" else []),
        dict(FLATTEN),
        *([drop] if end.dropout == "after" else []),
        *hidden,
        *([drop] if end.dropout == "last" else []),
        dense(classes, "softmax", use_bias=last_bias),
    ]
