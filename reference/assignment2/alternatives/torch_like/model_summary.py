"""Right answers with shapes (C, H, W) inside, turned around for the rows."""

import math

from layers import tuple2
from parameters import conv2d_params, dense_params


def out(size, k, stride, padding):
    """As torch.nn has it for "valid"."""
    return math.ceil(size / stride) if padding == "same" else math.floor((size - k) / stride + 1)


def windowed(layer, size, name):
    """Return height and width of a map."""
    k = tuple2(layer[name])
    stride = tuple2(k if layer["strides"] is None else layer["strides"])
    return [out(*one, layer["padding"]) for one in zip(size, k, stride)]


def summary(input_shape, layers):
    """One match for each layer."""
    *size, c = input_shape
    shape, rows = [c, *size], []
    for layer in layers:
        params = 0
        match layer:
            case {"kind": "Conv2D", "filters": filters, "kernel_size": k, "use_bias": bias}:
                params = conv2d_params(k, shape[0], filters, bias)
                shape = [filters, *windowed(layer, shape[1:], "kernel_size")]
            case {"kind": "MaxPooling2D" | "AveragePooling2D"}:
                shape = [shape[0], *windowed(layer, shape[1:], "pool_size")]
            case {"kind": "Flatten"}:
                shape = [math.prod(shape)]
            case {"kind": "Dense", "units": units, "use_bias": bias}:
                params, shape = dense_params(shape[0], units, bias), [units]
        rows.append((layer["kind"], tuple(shape[1:] + shape[:1]), params))
    return rows


def total_params(rows):
    """The counts are last."""
    return sum(row[-1] for row in rows)
