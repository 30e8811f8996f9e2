"""A real ``keras.Sequential`` from a description."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..twins import keras

Row = tuple[str, tuple[int, ...], int]


def sequential(input_shape: tuple[int, ...], layers: Sequence[Mapping[str, Any]]) -> Any:
    """Build the network, in double precision.

    Raises:
        ValueError: a size is less than 1, or the picture shrinks to nothing.
    """
    if min(input_shape) < 1:
        raise ValueError(f"input_shape={input_shape}: all should be >= 1")
    of_keras = keras()
    model = of_keras.Sequential([of_keras.Input(input_shape)])
    for layer in layers:
        options = {name: value for name, value in layer.items() if name != "kind"}
        model.add(getattr(of_keras.layers, layer["kind"])(**options))
        if math.prod(model.output_shape[1:]) < 1:
            raise ValueError(f"nothing is left behind {layer}")
    return model


def summary(input_shape: tuple[int, int, int], layers: list[dict[str, object]]) -> list[Row]:
    """Return what ``model.summary()`` shows, without the batch axis."""
    return [
        (type(one).__name__, tuple(one.output.shape[1:]), int(one.count_params()))
        for one in sequential(input_shape, layers).layers
    ]
