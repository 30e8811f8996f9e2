import numpy as np


def receptive_field(layers):
    result = []
    for d in range(2):
        size = 1
        jump = 1
        for layer in layers:
            if layer["kind"] == "Conv2D":
                k = layer["kernel_size"]
            else:
                k = layer["pool_size"]
            s = layer["strides"]
            if s is None:
                s = k
            if isinstance(k, int):
                k = (k, k)
            if isinstance(s, int):
                s = (s, s)
            if layer['padding'] != 'same':
                size += (k[d] - 1) * jump
            jump *= s[d]
        result.append(size)
    return tuple(result)
