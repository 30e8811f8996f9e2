"""The calls that the course's notes work out: every submission is asked them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

_PICTURE = np.arange(1.0, 17.0).reshape(4, 4)
_KERNEL = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
#: Three filters on a picture with two channels, every weight another one.
_FILTERS = np.arange(-27.0, 27.0).reshape(3, 3, 2, 3)
_CHANNELS = np.stack([_PICTURE, _PICTURE[::-1]], axis=-1)
_BIASES = np.array([0.5, 1.5, -2.5])
#: Two by two pixels with three channels, pooled to one; not every picture ends at 255.
_SMALL = np.array([[[1.0, -5.0, 2.0], [4.0, -6.0, 0.0]], [[3.0, -7.0, 300.0], [2.0, -8.0, 1.0]]])

Calls = tuple[Mapping[str, Any], ...]

CONV1D: Calls = (
    {
        "x": np.array([3.0, 1.0, 0.0, 7.0, 6.0, 4.0, 8.0, 2.0, 4.0, 5.0]),
        "w": np.array([1.0, 0.0, 2.0]),
        "b": 0.5,
    },
)
CONV2D_SINGLE: Calls = ({"x": _PICTURE, "w": _KERNEL, "b": 0.5},)
CONV2D: Calls = ({"x": _CHANNELS, "kernel": _FILTERS, "bias": _BIASES},)
ZERO_PAD: Calls = ({"x": _PICTURE[:, :, np.newaxis], "pad_height": (1, 1), "pad_width": (1, 1)},)
SAME_PADDING: Calls = (
    {"size": 28, "kernel_size": 3, "stride": 1},
    {"size": 28, "kernel_size": 3, "stride": 2},
)
CONV2D_SAME = CONV2D
CONV2D_STRIDED: Calls = tuple(
    {**call, "strides": strides, "padding": padding}
    for call in CONV2D
    for strides, padding in (((1, 1), "valid"), ((2, 2), "same"))
)
POOL: Calls = ({"x": _SMALL, "pool_size": (2, 2), "strides": None, "padding": "valid"},)

#: From the size of a picture to that of the last map of the notes' network.
OUTPUT_SIZE: Calls = tuple(
    {"size": size, "kernel_size": kernel, "stride": stride, "padding": "valid"}
    for size, kernel, stride in ((28, 3, 1), (26, 2, 2), (13, 3, 1), (11, 2, 2), (5, 3, 1))
)
CONV_SHAPE: Calls = tuple(
    {
        "input_shape": shape,
        "filters": filters,
        "kernel_size": (3, 3),
        "strides": (1, 1),
        "padding": "valid",
    }
    for shape, filters in (((28, 28, 1), 32), ((13, 13, 32), 64), ((5, 5, 64), 64))
)
POOL_SHAPE: Calls = tuple(
    {"input_shape": shape, "pool_size": (2, 2), "strides": None, "padding": "valid"}
    for shape in ((26, 26, 32), (11, 11, 64))
)
