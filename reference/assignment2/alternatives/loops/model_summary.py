"""Right answers as one loop with a chain of if and elif."""

from layers import both, places
from parameters import conv2d_params, dense_params


def summary(input_shape, layers):
    """Carry the shape from layer to layer."""
    shape = tuple(input_shape)
    rows = []
    for layer in layers:
        kind = layer["kind"]
        params = 0
        if kind == "Conv2D":
            params = conv2d_params(
                layer["kernel_size"], shape[2], layer["filters"], layer["use_bias"]
            )
            kh, kw = both(layer["kernel_size"])
            sh, sw = both(layer["strides"])
            height = len(places(shape[0], kh, sh, layer["padding"]))
            width = len(places(shape[1], kw, sw, layer["padding"]))
            shape = (height, width, layer["filters"])
        elif kind == "MaxPooling2D" or kind == "AveragePooling2D":
            ph, pw = both(layer["pool_size"])
            if layer["strides"] is None:
                sh, sw = ph, pw
            else:
                sh, sw = both(layer["strides"])
            height = len(places(shape[0], ph, sh, layer["padding"]))
            width = len(places(shape[1], pw, sw, layer["padding"]))
            shape = (height, width, shape[2])
        elif kind == "Flatten":
            numbers = 1
            for size in shape:
                numbers *= size
            shape = (numbers,)
        elif kind == "Dense":
            params = dense_params(shape[0], layer["units"], layer["use_bias"])
            shape = (layer["units"],)
        rows.append((kind, shape, params))
    return rows


def total_params(rows):
    """Add up the last column."""
    total = 0
    for row in rows:
        total += row[2]
    return total
