import numpy as np


def two(v):
    return (v, v) if type(v) is int else (v[0], v[1])


def receptive_field(layers):
    h = w = 1
    for L in reversed(layers):
        k = two(L['kernel_size'] if 'kernel_size' in L else L['pool_size'])
        s = two(L['strides'])
        h = (h - 1) * s[0] + k[0]
        w = (w - 1) * s[1] + k[1]
    return h, w
