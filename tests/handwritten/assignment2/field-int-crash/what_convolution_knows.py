import numpy as np


def two(v):
    return (v[0], v[1])


def receptive_field(layers):
    h = w = 1
    for L in reversed(layers):
        k = two(L['kernel_size'] if 'kernel_size' in L else L['pool_size'])
        s = k if L['strides'] is None else two(L['strides'])
        h = (h - 1) * s[0] + k[0]
        w = (w - 1) * s[1] + k[1]
    return h, w
