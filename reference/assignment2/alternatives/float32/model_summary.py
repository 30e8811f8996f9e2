"""Right answers as NumPy ints: shapes are lists of np.int32, rows are lists."""

import numpy as np
from layers import out_sizes, pair
from parameters import conv2d_params, dense_params


def output_of(layer, shape):
    """Return a layer's output shape as an array, and how many parameters it has."""
    kind = layer["kind"]
    if kind == "Conv2D":
        sizes = pair(layer["kernel_size"])
        there = out_sizes(shape[:2], sizes, pair(layer["strides"]), layer["padding"])
        params = conv2d_params(sizes, shape[2], layer["filters"], layer["use_bias"])
        return np.append(there, np.int32(layer["filters"])), params
    if kind.endswith("Pooling2D"):
        sizes = pair(layer["pool_size"])
        strides = sizes if layer["strides"] is None else pair(layer["strides"])
        return np.append(out_sizes(shape[:2], sizes, strides, layer["padding"]), shape[2]), 0
    if kind == "Flatten":
        return np.prod(shape, keepdims=True), np.int64(0)
    if kind == "Dense":
        params = dense_params(shape[0], layer["units"], layer["use_bias"])
        return np.array([layer["units"]]), params
    return shape, np.int64(0)


def summary(input_shape, layers):
    """A list of lists."""
    shape = np.array(input_shape, dtype=np.int32)
    rows = []
    for layer in layers:
        shape, params = output_of(layer, shape)
        rows.append([layer["kind"], list(shape), params])
    return rows


def total_params(rows):
    """A sum by NumPy."""
    return np.sum([params for _, _, params in rows])
