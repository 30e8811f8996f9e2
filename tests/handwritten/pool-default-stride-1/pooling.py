import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = (1, 1)
    return pool(x, pool_size, strides, padding, max)


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = (1, 1)
    return pool(x, pool_size, strides, padding, lambda values: sum(values) / len(values))


def pool(x, pool_size, strides, padding, function):
    H, W, C = x.shape
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    for i in range(out.shape[0]):
        t, b = inside(first_start(H, pool_size[0], strides[0], padding) + i * strides[0], pool_size[0], H)
        for j in range(out.shape[1]):
            l, r = inside(first_start(W, pool_size[1], strides[1], padding) + j * strides[1], pool_size[1], W)
            for c in range(C):
                out[i, j, c] = function(list(x[t:b, l:r, c].ravel()))
    return out
