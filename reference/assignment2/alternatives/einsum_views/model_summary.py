"""Right answers that push an empty array through the network; the rows are in a tuple."""

import numpy as np
from dense_layers import flatten
from layers import patches, two
from parameters import conv2d_params, dense_params


def step(x, layer):
    """Return what comes out of a layer, and how many parameters it has."""
    kind = layer["kind"]
    if kind == "Conv2D":
        seen = patches(x, two(layer["kernel_size"]), two(layer["strides"]), layer["padding"], 0)
        args = (layer["kernel_size"], x.shape[-1], layer["filters"], layer["use_bias"])
        return np.zeros((*seen.shape[:3], layer["filters"])), conv2d_params(*args)
    if "Pooling" in kind:
        strides = layer["pool_size"] if layer["strides"] is None else layer["strides"]
        seen = patches(x, two(layer["pool_size"]), two(strides), layer["padding"], 0)
        return seen[:, :, :, 0, 0], 0
    if kind == "Flatten":
        return flatten(x), 0
    if kind == "Dense":
        params = dense_params(x.shape[1], layer["units"], layer["use_bias"])
        return np.zeros((1, layer["units"])), params
    return x, 0


def summary(input_shape, layers):
    """A tuple of tuples."""
    x, rows = np.zeros((1, *input_shape)), ()
    for layer in layers:
        x, params = step(x, layer)
        rows += ((layer["kind"], x.shape[1:], params),)
    return rows


def total_params(rows):
    """Turn the table around, and take the last column."""
    return sum(list(zip(*rows))[-1])
