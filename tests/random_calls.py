"""Legal calls of every exercise, drawn without the grader's input functions.

What the grader draws is aimed at known mistakes. These calls are not: sizes are
uniform and values are normal, so they show what the aim has missed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.random_batches import BATCHES
from tests.random_values import ints, padding, values, window

__all__ = ["random_calls"]


def random_calls(exercise: str, count: int, seed: int) -> list[dict[str, Any]]:
    """Draw the arguments of ``count`` calls of an exercise."""
    generator = np.random.default_rng(seed)
    return [_CALLS[exercise](generator) for _ in range(count)]


def _conv1d(generator: np.random.Generator) -> dict[str, Any]:
    (kernel,) = ints(generator, 1, 5, 1)
    (size,) = ints(generator, kernel, 12, 1)
    weights, bias = values(generator, kernel), float(values(generator, 1)[0])
    return {"x": values(generator, size), "w": weights, "b": bias}


def _conv2d_single(generator: np.random.Generator) -> dict[str, Any]:
    size, kernel = window(generator, "valid")
    bias = float(values(generator, 1)[0])
    return {"x": values(generator, *size), "w": values(generator, *kernel), "b": bias}


def _conv2d(generator: np.random.Generator, word: str = "valid") -> dict[str, Any]:
    size, kernel = window(generator, word)
    channels, filters = ints(generator, 1, 3, 2)
    return {
        "x": values(generator, *size, channels),
        "kernel": values(generator, *kernel, channels, filters),
        "bias": values(generator, filters),
    }


def _conv2d_same(generator: np.random.Generator) -> dict[str, Any]:
    return _conv2d(generator, "same")


def _conv2d_strided(generator: np.random.Generator) -> dict[str, Any]:
    word = padding(generator)
    strides = ints(generator, 1, 4, 2)
    return {**_conv2d(generator, word), "strides": strides, "padding": word}


def _zero_pad(generator: np.random.Generator) -> dict[str, Any]:
    height, width, channels = (*ints(generator, 1, 9, 2), *ints(generator, 1, 3, 1))
    pads = [ints(generator, 0, 4, 2) for _ in range(2)]
    image = values(generator, height, width, channels)
    return {"x": image, "pad_height": pads[0], "pad_width": pads[1]}


def _same_padding(generator: np.random.Generator) -> dict[str, Any]:
    size, kernel = ints(generator, 1, 40, 1)[0], ints(generator, 1, 9, 1)[0]
    return {"size": size, "kernel_size": kernel, "stride": ints(generator, 1, 6, 1)[0]}


def _pool2d(generator: np.random.Generator) -> dict[str, Any]:
    shape = _pool_output_shape(generator)
    (channels,) = ints(generator, 1, 3, 1)
    return {"x": values(generator, *shape.pop("input_shape")[:2], channels), **shape}


def _output_size(generator: np.random.Generator) -> dict[str, Any]:
    word = padding(generator)
    (size, _), (kernel, _) = window(generator, word, largest=40)
    (stride,) = ints(generator, 1, 6, 1)
    return {"size": size, "kernel_size": kernel, "stride": stride, "padding": word}


def _conv_output_shape(generator: np.random.Generator) -> dict[str, Any]:
    word = padding(generator)
    size, kernel = window(generator, word)
    channels, filters = ints(generator, 1, 64, 2)
    return {
        "input_shape": (*size, channels),
        "filters": filters,
        "kernel_size": kernel,
        "strides": ints(generator, 1, 4, 2),
        "padding": word,
    }


def _pool_output_shape(generator: np.random.Generator) -> dict[str, Any]:
    word = padding(generator)
    size, pool = window(generator, word)
    return {
        "input_shape": (*size, *ints(generator, 1, 64, 1)),
        "pool_size": pool,
        "strides": None if generator.random() < 0.25 else ints(generator, 1, 4, 2),
        "padding": word,
    }


_CALLS = {
    **BATCHES,
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
