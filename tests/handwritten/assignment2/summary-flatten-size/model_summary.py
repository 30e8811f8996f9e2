import numpy as np


def sides(value):
    if isinstance(value, int):
        return value, value
    return value[0], value[1]


def out_size(size, window, stride, padding):
    if padding == "same":
        return -(-size // stride)
    return (size - window) // stride + 1


def summary(input_shape, layers):
    rows = []
    shape = input_shape
    for layer in layers:
        kind = layer["kind"]
        params = 0
        if kind == "Conv2D":
            kh, kw = sides(layer["kernel_size"])
            sh, sw = sides(layer["strides"])
            h, w, c = shape
            f = layer["filters"]
            params = kh * kw * c * f
            if layer["use_bias"]:
                params += f
            shape = (out_size(h, kh, sh, layer["padding"]), out_size(w, kw, sw, layer["padding"]), f)
        elif kind == "MaxPooling2D" or kind == "AveragePooling2D":
            ph, pw = sides(layer["pool_size"])
            if layer["strides"] is None:
                sh, sw = ph, pw
            else:
                sh, sw = sides(layer["strides"])
            h, w, c = shape
            shape = (out_size(h, ph, sh, layer["padding"]), out_size(w, pw, sw, layer["padding"]), c)
        elif kind == "Flatten":
            h, w, c = shape
            shape = (h * w,)
        elif kind == "Dense":
            params = shape[0] * layer["units"]
            if layer["use_bias"]:
                params += layer["units"]
            shape = (layer["units"],)
        rows.append((kind, shape, params))
    return rows
