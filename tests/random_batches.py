"""Legal calls of assignment 2's exercises, drawn without the grader's input functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tests.random_networks import forward, layers_with_windows, summary, total_params
from tests.random_values import float_dtype, ints, padding, values, window

__all__ = ["BATCHES"]

Generator = np.random.Generator
Arguments = dict[str, Any]

_SMALL = 40.0


def _one_or_two(generator: Generator, pair: tuple[int, ...]) -> int | tuple[int, ...]:
    """Give a pair as an int now and then."""
    return pair[0] if generator.random() < 0.25 else pair


def _images(generator: Generator) -> Arguments:
    return {"images": values(generator, *ints(generator, 1, 5, 3))}


def _pixels(generator: Generator) -> Arguments:
    shape = ints(generator, 1, 5, 3)
    return {"images": generator.integers(0, 255, shape, np.uint8, endpoint=True)}


def _one_hot(generator: Generator) -> Arguments:
    count, classes = ints(generator, 1, 6, 2)
    return {"labels": generator.integers(0, classes, count), "classes": classes}


def _batch(generator: Generator) -> tuple[tuple[int, ...], np.ndarray, str]:
    """Return a window, pictures on which it fits, and a padding."""
    word = padding(generator)
    (height, width), kernel = window(generator, word, largest=7)
    kernel = (kernel[0], kernel[0]) if generator.random() < 0.25 else kernel
    if word == "valid":
        height, width = max(height, kernel[0]), max(width, kernel[1])
    count, channels = ints(generator, 1, 3, 2)
    return kernel, values(generator, count, height, width, channels), word


def _conv2d_batch(generator: Generator) -> Arguments:
    kernel, x, word = _batch(generator)
    (filters,) = ints(generator, 1, 3, 1)
    return {
        "x": x,
        "kernel": values(generator, *kernel, x.shape[3], filters),
        "bias": values(generator, filters),
        "strides": _one_or_two(generator, ints(generator, 1, 4, 2)),
        "padding": word,
    }


def _max_pool2d_batch(generator: Generator) -> Arguments:
    kernel, x, word = _batch(generator)
    strides = _one_or_two(generator, ints(generator, 1, 4, 2))
    is_square = kernel[0] == kernel[1]
    return {
        # A mean, which some take, of large numbers loses digits in single precision.
        "x": x.astype(np.float64),
        "pool_size": kernel[0] if is_square and generator.random() < 0.5 else kernel,
        "strides": None if generator.random() < 0.25 else strides,
        "padding": word,
    }


def _relu(generator: Generator) -> Arguments:
    return {"x": values(generator, *ints(generator, 1, 4, ints(generator, 1, 4, 1)[0]))}


def _softmax(generator: Generator) -> Arguments:
    shape = ints(generator, 1, 4, ints(generator, 2, 3, 1)[0])
    logits = values(generator, *shape)
    # In single precision exp(-100) is 0, and a quotient of two such numbers is anything.
    is_small = float(np.abs(logits).max()) < _SMALL
    return {"logits": logits if is_small else logits.astype(np.float64)}


def _flatten(generator: Generator) -> Arguments:
    return {"x": values(generator, *ints(generator, 1, 4, 4))}


def _dense(generator: Generator) -> Arguments:
    count, inputs, units = ints(generator, 1, 5, 3)
    x, weights = values(generator, count, inputs), values(generator, inputs, units)
    return {"x": x, "weights": weights, "bias": values(generator, units)}


def _dropout(generator: Generator) -> Arguments:
    x = values(generator, *ints(generator, 1, 4, ints(generator, 1, 4, 1)[0]))
    rate = float(generator.choice((0.0, 0.1, 0.25, 0.4, 0.5, 0.75)))
    mask = (generator.random(x.shape) >= rate).astype(x.dtype)
    return {"x": x, "rate": rate, "mask": mask, "training": bool(generator.random() < 0.6)}


def _conv2d_params(generator: Generator) -> Arguments:
    return {
        "kernel_size": _one_or_two(generator, ints(generator, 1, 7, 2)),
        "in_channels": ints(generator, 1, 64, 1)[0],
        "filters": ints(generator, 1, 64, 1)[0],
        "use_bias": bool(generator.random() < 0.5),
    }


def _dense_params(generator: Generator) -> Arguments:
    inputs, units = ints(generator, 1, 600, 2)
    return {"inputs": inputs, "units": units, "use_bias": bool(generator.random() < 0.5)}


def _belief(generator: Generator) -> np.ndarray:
    """Return rows that add up to 1, in sixteenths: some are sure, some have two largest."""
    count, classes = ints(generator, 1, 6, 1)[0], ints(generator, 2, 5, 1)[0]
    sure = generator.random(count) < 0.25
    shares = generator.multinomial(16, generator.dirichlet(np.ones(classes), count)) / 16
    picked = np.eye(classes)[generator.integers(0, classes, count)]
    rows: np.ndarray = np.where(sure[:, np.newaxis], picked, shares)
    return rows.astype(float_dtype(generator))


def _probabilities(generator: Generator) -> Arguments:
    return {"probabilities": _belief(generator)}


def _with_labels(generator: Generator) -> Arguments:
    rows = _belief(generator)
    labels = generator.integers(0, rows.shape[1], len(rows))
    likely = generator.random(len(rows)) < 0.5
    return {"probabilities": rows, "labels": np.where(likely, rows.argmax(axis=1), labels)}


def _with_one_hot(generator: Generator) -> Arguments:
    rows, labels = _with_labels(generator).values()
    return {"probabilities": rows, "one_hot": np.eye(rows.shape[1], dtype=rows.dtype)[labels]}


def _pixel_visits(generator: Generator) -> Arguments:
    word = padding(generator)
    (height, width), kernel = window(generator, word)
    if kernel[0] == kernel[1] and generator.random() < 0.5:
        return {"height": height, "width": width, "kernel_size": kernel[0], "padding": word}
    return {"height": height, "width": width, "kernel_size": kernel, "padding": word}


def _edge_kernel(generator: Generator) -> Arguments:
    return {"direction": ("vertical", "horizontal")[generator.integers(2)]}


def _receptive_field(generator: Generator) -> Arguments:
    return {"layers": layers_with_windows(generator, ints(generator, 1, 4, 1)[0])}


def _shift_equivariance_error(generator: Generator) -> Arguments:
    kernel, shift = ints(generator, 1, 3, 2), ints(generator, 0, 3, 2)
    more = ints(generator, 0, 3, 2)
    # One place at least is away from the border.
    size = (a + b + c for a, b, c in zip(kernel, shift, more, strict=True))
    return {"x": values(generator, *size), "kernel": values(generator, *kernel), "shift": shift}


BATCHES: Mapping[str, Callable[[Generator], Arguments]] = {
    "add_channel_axis": _images,
    "scale_pixels": _pixels,
    "one_hot": _one_hot,
    "conv2d_batch": _conv2d_batch,
    "max_pool2d_batch": _max_pool2d_batch,
    "relu": _relu,
    "softmax": _softmax,
    "flatten": _flatten,
    "dense": _dense,
    "dropout": _dropout,
    "conv2d_params": _conv2d_params,
    "dense_params": _dense_params,
    "summary": summary,
    "total_params": total_params,
    "forward": forward,
    "predict_classes": _probabilities,
    "accuracy": _with_labels,
    "categorical_crossentropy": _with_one_hot,
    "sparse_categorical_crossentropy": _with_labels,
    "pixel_visits": _pixel_visits,
    "edge_kernel": _edge_kernel,
    "receptive_field": _receptive_field,
    "shift_equivariance_error": _shift_equivariance_error,
}
