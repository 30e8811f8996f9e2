"""Small networks with all their weights.

All weights come from one line of numbers, each array from a place of its own, counted from the
last layer: so they stay as they are when Hypothesis leaves out a layer in front. The last kernel is
made so small that no class is sure and that float32 rounds a logit to a few millionths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

import grader

from ..descriptions import Draw, Layer, Shape, after, network
from ..pairs import pair
from .steps import layer_output, split

_WEIGHTS = (0.0, 1.0, 0.5, -0.5, -1.0, 0.25, 0.75, 1.5, -0.25)
#: Neighbours differ, and none is 0: so that logits differ too, where all weights are 0. The first
#: of them do not add up to 0.
_BIASES = (0.5, -1.0, 1.0, 0.25, -0.5, 1.5, -0.25, 0.75)
_PIXELS = (0.0, 1.0, 2.0, -1.0, 0.5, 3.0, -2.0, 1.5, -0.5)
_DARK = (0.0, -1.0, -2.0, -0.5, -3.0, -1.5, -2.5, -4.0)
#: Logits of one picture lie no further apart than this.
MOST_SPREAD = 6.0
#: Nor is the sum of the absolute terms of a logit larger, so that float32 hardly rounds it.
MOST_TERMS = 32.0
#: Pictures of a batch have no more numbers than this in all.
_MOST = 200


def forward_calls(draw: Draw) -> dict[str, Any]:
    """Draw pictures, a network that ends with softmax, and its weights."""
    input_shape, layers = network(draw, classifies=True)
    tables = grader.inputs
    pick = draw(
        tables.choices(
            pictures=(1, 2, 3, 2, 3),
            pixels=(_PIXELS, _DARK),
            apart=(0, 7, 7, 7),
            dtype=tables.DTYPES,
        )
    )
    pictures = min(pick.pictures, max(_MOST // math.prod(input_shape), 1))
    line = draw(tables.array(_WEIGHTS, (61,)))
    biases = _different(draw(tables.array(range(len(_BIASES)), (61,))))
    x = draw(tables.array(pick.pixels, (pictures, *input_shape), pick.dtype))
    shapes = weight_shapes(input_shape, layers)
    weights = [
        _from_line(biases if len(shape) == 1 else line, shape, shapes[index:], pick.apart)
        for index, shape in enumerate(shapes)
    ]
    weights = moderate(x, layers, weights)
    return {"x": x, "layers": layers, "weights": [one.astype(pick.dtype) for one in weights]}


def _different(places: np.ndarray) -> np.ndarray:
    """Return biases that lie so far behind each one's own place in the table: 0 gives them all."""
    turns = places.astype(int) + np.arange(len(places))
    return np.asarray(_BIASES)[turns % len(_BIASES)]


def _from_line(
    line: np.ndarray, shape: tuple[int, ...], following: Sequence[tuple[int, ...]], apart: int
) -> np.ndarray:
    """Return an array that begins at a place of its own: by how many of its kind follow it."""
    place = apart * sum(len(one) == len(shape) for one in following)
    return np.resize(np.roll(line, -place), shape)


def weight_shapes(input_shape: Shape, layers: Sequence[Layer]) -> list[tuple[int, ...]]:
    """Return the shapes of all arrays, in Keras' order."""
    shapes: list[tuple[int, ...]] = []
    shape: tuple[int, ...] = input_shape
    for layer in layers:
        if layer["kind"] == "Conv2D":
            kernel: tuple[int, ...] = (*pair(layer["kernel_size"]), shape[2], layer["filters"])
        elif layer["kind"] == "Dense":
            kernel = (math.prod(shape), layer["units"])
        else:
            kernel = ()
        if "padding" in layer:
            shape = after((shape[0], shape[1], shape[2]), [layer])
        if kernel:
            shapes += [kernel, kernel[-1:]] if layer["use_bias"] else [kernel]
        if layer["kind"] == "Dense":
            shape = (layer["units"],)
    return shapes


def moderate(
    x: np.ndarray, layers: Sequence[Layer], weights: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """Halve the last kernel until no class is sure, and no logit a sum of large terms."""
    found = list(weights)
    last = -2 if layers[-1]["use_bias"] else -1
    while not is_moderate(x, layers, found, MOST_SPREAD):
        found[last] = found[last] / 2
    return found


def is_moderate(
    x: np.ndarray, layers: Sequence[Layer], weights: Sequence[np.ndarray], most_spread: float
) -> bool:
    """Say whether a picture's logits lie no further apart, and none is a sum of large terms."""
    numbers = x.astype(np.float64)
    *hidden, (last, arrays) = zip(layers, split(layers, weights), strict=True)
    for layer, given in hidden:
        numbers = layer_output(layer, numbers, given)
    logits = layer_output({**last, "activation": None}, numbers, arrays)
    terms = np.abs(numbers) @ np.abs(arrays[0])
    return bool(np.ptp(logits, axis=-1).max() <= most_spread and terms.max() <= MOST_TERMS)
