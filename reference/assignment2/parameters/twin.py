"""Counts of real Keras layers."""

from __future__ import annotations

from typing import Any

from ..pairs import IntOrPair, pair
from ..twins import keras


def conv2d(
    kernel_size: IntOrPair,
    in_channels: int,
    filters: int,
    use_bias: bool,
) -> int:
    """Return what a ``Conv2D`` layer counts.

    Raises:
        ValueError: a size is less than 1.
    """
    if min(*pair(kernel_size), in_channels, filters) < 1:
        raise ValueError(f"{kernel_size}, {in_channels}, {filters}: all should be >= 1")
    layer = keras().layers.Conv2D(filters, kernel_size, use_bias=use_bias)
    return _count(layer, (None, None, None, in_channels))


def dense(
    inputs: int,
    units: int,
    use_bias: bool,
) -> int:
    """Return what a ``Dense`` layer counts.

    Raises:
        ValueError: a size is less than 1.
    """
    if min(inputs, units) < 1:
        raise ValueError(f"{inputs} inputs, {units} units: both should be >= 1")
    return _count(keras().layers.Dense(units, use_bias=use_bias), (None, inputs))


def _count(layer: Any, shape: tuple[int | None, ...]) -> int:
    layer.build(shape)
    return int(layer.count_params())
