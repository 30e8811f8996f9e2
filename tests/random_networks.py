"""Networks that are drawn without the grader's input functions: layers, and weights for them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tests.random_values import float_dtype, ints, padding

__all__ = ["forward", "layers_with_windows", "summary", "total_params"]

Generator = np.random.Generator
Layer = dict[str, Any]


def layers_with_windows(generator: Generator, count: int) -> list[Layer]:
    """Return convolutions and poolings."""
    return [_with_window(generator) for _ in range(count)]


def _with_window(generator: Generator) -> Layer:
    size: Any = ints(generator, 1, 3, 2)
    strides: Any = ints(generator, 1, 2, 2)
    size = size[0] if generator.random() < 0.4 else size
    strides = strides[0] if generator.random() < 0.4 else strides
    if generator.random() < 0.5:
        kind = ("MaxPooling2D", "AveragePooling2D")[generator.integers(2)]
        strides = None if generator.random() < 0.4 else strides
        return {"kind": kind, "pool_size": size, "strides": strides, "padding": padding(generator)}
    return {
        "kind": "Conv2D",
        "filters": ints(generator, 1, 4, 1)[0],
        "kernel_size": size,
        "strides": strides,
        "padding": padding(generator),
        "activation": ("relu", None)[generator.integers(2)],
        "use_bias": bool(generator.random() < 0.7),
    }


def _sides(value: Any) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def _behind(shape: tuple[int, ...], layer: Layer) -> tuple[int, ...]:
    """Return the shape of the map behind a layer with a window; 0 where nothing is left."""
    window = _sides(layer.get("kernel_size") or layer["pool_size"])
    strides = window if layer["strides"] is None else _sides(layer["strides"])
    sides = (
        math.ceil(size / step) if layer["padding"] == "same" else max(0, (size - k) // step + 1)
        for size, k, step in zip(shape, window, strides, strict=False)
    )
    return (*sides, layer.get("filters", shape[2]))


def _dropped(generator: Generator) -> list[Layer]:
    rates = (0.25, 0.5, 0.75)
    drop = {"kind": "Dropout", "rate": rates[generator.integers(3)]}
    return [drop] if generator.random() < 0.3 else []


def _dense(generator: Generator, activation: str | None) -> Layer:
    return {
        "kind": "Dense",
        "units": ints(generator, 1, 4, 1)[0],
        "activation": activation,
        "use_bias": bool(generator.random() < 0.7),
    }


def _maps(generator: Generator) -> tuple[tuple[int, ...], list[Layer], tuple[int, ...]]:
    """Return a picture's shape, up to three layers with windows, and the last map's shape."""
    while True:
        first = (*ints(generator, 1, 8, 2), *ints(generator, 1, 3, 1))
        layers = layers_with_windows(generator, ints(generator, 0, 3, 1)[0])
        shape = first
        for layer in layers:
            shape = _behind(shape, layer)
        if math.prod(shape):
            return first, layers, shape


def _end(generator: Generator, last: str | None) -> list[Layer]:
    """Return what comes behind the maps."""
    hidden: list[Layer] = []
    if generator.random() < 0.4:
        hidden = [_dense(generator, ("relu", None)[generator.integers(2)])]
    return [
        {"kind": "Flatten"},
        *_dropped(generator),
        *hidden,
        *_dropped(generator),
        _dense(generator, last),
    ]


def summary(generator: Generator) -> dict[str, Any]:
    """Return a call of ``summary``."""
    first, layers, _ = _maps(generator)
    if not layers or generator.random() < 0.7:
        layers = [*layers, *_end(generator, "softmax")]
    return {"input_shape": first, "layers": layers}


def total_params(generator: Generator) -> dict[str, Any]:
    """Return a call of ``total_params``."""
    rows: list[tuple[str, tuple[int, ...], int]] = []
    for _ in range(ints(generator, 1, 5, 1)[0]):
        kind = ("Conv2D", "MaxPooling2D", "Flatten", "Dense")[generator.integers(4)]
        shape = ints(generator, 1, 9, 3 if "2D" in kind else 1)
        has_any = kind in {"Conv2D", "Dense"}
        rows.append((kind, shape, ints(generator, 1, 999, 1)[0] if has_any else 0))
    return {"rows": rows}


def forward(generator: Generator) -> dict[str, Any]:
    """Return a call of ``forward``."""
    first, layers, shape = _maps(generator)
    end = _end(generator, "softmax")
    dtype = float_dtype(generator)
    weights: list[np.ndarray] = []

    def learn(*sizes: int, use_bias: bool) -> None:
        weights.append((generator.normal(size=sizes) / 2).astype(dtype))
        if use_bias:
            weights.append(generator.normal(size=sizes[-1]).astype(dtype))

    channels = first[2]
    for layer in layers:
        if layer["kind"] == "Conv2D":
            window = _sides(layer["kernel_size"])
            learn(*window, channels, layer["filters"], use_bias=layer["use_bias"])
            channels = layer["filters"]
    inputs = math.prod(shape)
    for layer in end:
        if layer["kind"] == "Dense":
            learn(inputs, layer["units"], use_bias=layer["use_bias"])
            inputs = layer["units"]
    # Of about the size that pictures have: large logits lose digits in single precision.
    x = generator.normal(size=(ints(generator, 1, 3, 1)[0], *first))
    return {"x": x.astype(dtype), "layers": [*layers, *end], "weights": weights}
