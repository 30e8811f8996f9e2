import numpy as np


def two(v):
    return (v, v) if type(v) is int else (v[0], v[1])


def receptive_field(layers):

    for L in reversed(layers):
        k = two(L['kernel_size'] if 'kernel_size' in L else L['pool_size'])
        s = k if L['strides'] is None else two(L['strides'])
        h = k[0]
        w = k[1]
    return h, w
