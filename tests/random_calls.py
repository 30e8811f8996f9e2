"""Legal calls of every exercise of assignment 1, drawn without the grader's input functions.

What the grader draws is aimed at known mistakes. These calls are not: sizes are
uniform and values are normal, so they show what the aim has missed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["random_calls"]


def random_calls(exercise: str, count: int, seed: int) -> list[dict[str, Any]]:
    """Draw the arguments of ``count`` calls of an exercise."""
    generator = np.random.default_rng(seed)
    return [_CALLS[exercise](generator) for _ in range(count)]


def _conv1d(generator: np.random.Generator) -> dict[str, Any]:
    (kernel,) = _ints(generator, 1, 5, 1)
    (size,) = _ints(generator, kernel, 12, 1)
    weights, bias = _values(generator, kernel), float(_values(generator, 1)[0])
    return {"x": _values(generator, size), "w": weights, "b": bias}


def _conv2d_single(generator: np.random.Generator) -> dict[str, Any]:
    size, kernel = _window(generator, "valid")
    bias = float(_values(generator, 1)[0])
    return {"x": _values(generator, *size), "w": _values(generator, *kernel), "b": bias}


def _conv2d(generator: np.random.Generator, padding: str = "valid") -> dict[str, Any]:
    size, kernel = _window(generator, padding)
    channels, filters = _ints(generator, 1, 3, 2)
    return {
        "x": _values(generator, *size, channels),
        "kernel": _values(generator, *kernel, channels, filters),
        "bias": _values(generator, filters),
    }


def _conv2d_same(generator: np.random.Generator) -> dict[str, Any]:
    return _conv2d(generator, "same")


def _conv2d_strided(generator: np.random.Generator) -> dict[str, Any]:
    padding = _padding(generator)
    strides = _ints(generator, 1, 4, 2)
    return {**_conv2d(generator, padding), "strides": strides, "padding": padding}


def _zero_pad(generator: np.random.Generator) -> dict[str, Any]:
    height, width, channels = (*_ints(generator, 1, 9, 2), *_ints(generator, 1, 3, 1))
    pads = [_ints(generator, 0, 4, 2) for _ in range(2)]
    image = _values(generator, height, width, channels)
    return {"x": image, "pad_height": pads[0], "pad_width": pads[1]}


def _same_padding(generator: np.random.Generator) -> dict[str, Any]:
    size, kernel = _ints(generator, 1, 40, 1)[0], _ints(generator, 1, 9, 1)[0]
    return {"size": size, "kernel_size": kernel, "stride": _ints(generator, 1, 6, 1)[0]}


def _pool2d(generator: np.random.Generator) -> dict[str, Any]:
    shape = _pool_output_shape(generator)
    (channels,) = _ints(generator, 1, 3, 1)
    return {"x": _values(generator, *shape.pop("input_shape")[:2], channels), **shape}


def _output_size(generator: np.random.Generator) -> dict[str, Any]:
    padding = _padding(generator)
    (size, _), (kernel, _) = _window(generator, padding, largest=40)
    (stride,) = _ints(generator, 1, 6, 1)
    return {"size": size, "kernel_size": kernel, "stride": stride, "padding": padding}


def _conv_output_shape(generator: np.random.Generator) -> dict[str, Any]:
    padding = _padding(generator)
    size, kernel = _window(generator, padding)
    channels, filters = _ints(generator, 1, 64, 2)
    return {
        "input_shape": (*size, channels),
        "filters": filters,
        "kernel_size": kernel,
        "strides": _ints(generator, 1, 4, 2),
        "padding": padding,
    }


def _pool_output_shape(generator: np.random.Generator) -> dict[str, Any]:
    padding = _padding(generator)
    size, window = _window(generator, padding)
    return {
        "input_shape": (*size, *_ints(generator, 1, 64, 1)),
        "pool_size": window,
        "strides": None if generator.random() < 0.25 else _ints(generator, 1, 4, 2),
        "padding": padding,
    }


_CALLS = {
    "conv1d": _conv1d,
    "conv2d_single": _conv2d_single,
    "conv2d": _conv2d,
    "zero_pad": _zero_pad,
    "same_padding": _same_padding,
    "conv2d_same": _conv2d_same,
    "conv2d_strided": _conv2d_strided,
    "max_pool2d": _pool2d,
    "avg_pool2d": _pool2d,
    "output_size": _output_size,
    "conv_output_shape": _conv_output_shape,
    "pool_output_shape": _pool_output_shape,
}


def _ints(generator: np.random.Generator, low: int, high: int, count: int) -> tuple[int, ...]:
    return tuple(generator.integers(low, high, count, endpoint=True).tolist())


def _padding(generator: np.random.Generator) -> str:
    return "same" if generator.random() < 0.5 else "valid"


def _window(
    generator: np.random.Generator, padding: str, largest: int = 9
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the sizes of a picture and of a window; only with "same" may it be the larger."""
    kernel = _ints(generator, 1, 5, 2)
    lowest = kernel if padding == "valid" else (1, 1)
    return tuple(_ints(generator, low, largest, 1)[0] for low in lowest), kernel


def _values(generator: np.random.Generator, *shape: int) -> np.ndarray:
    """Return normal, large, integer or negative values; one array in four is float32."""
    normal = generator.normal(size=shape)
    values = (
        normal,
        1000 * normal,
        generator.integers(-4, 4, shape, endpoint=True).astype(np.float64),
        -1 - np.abs(normal),
    )[generator.integers(4)]
    return values.astype(np.float32 if generator.random() < 0.25 else np.float64)
