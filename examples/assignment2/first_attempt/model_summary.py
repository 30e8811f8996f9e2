"""A table like model.summary()."""

import math

from layers import as_pair
from parameters import conv2d_params, dense_params


def window_count(size, window, stride, padding):
    """How many windows there are along one axis."""
    if padding == "same":
        return math.ceil(size / stride)
    return (size - window) // stride + 1


def summary(input_shape, layers):
    """Go from layer to layer with the shape."""
    shape = input_shape
    rows = []
    for layer in layers:
        kind = layer["kind"]
        params = 0
        if kind in ("Conv2D", "MaxPooling2D", "AveragePooling2D"):
            window = as_pair(layer["kernel_size"] if kind == "Conv2D" else layer["pool_size"])
            strides = window if layer["strides"] is None else as_pair(layer["strides"])
            h = window_count(shape[0], window[0], strides[0], layer["padding"])
            w = window_count(shape[1], window[1], strides[1], layer["padding"])
            channels = shape[2]
            if kind == "Conv2D":
                channels = layer["filters"]
                params = conv2d_params(window, shape[2], channels, layer["use_bias"])
            shape = (h, w, channels)
        elif kind == "Flatten":
            shape = (math.prod(shape),)
        elif kind == "Dense":
            params = dense_params(shape[0], layer["units"], layer["use_bias"])
            shape = (layer["units"],)
        rows.append((kind, shape, params))
    return rows


def total_params(rows):
    """Sum of all parameters."""
    return sum(params for kind, shape, params in rows)
