import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    H, W, C = x.shape
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            t, b = inside(first_start(H, pool_size[0], strides[0], padding) + i * strides[0], pool_size[0], H)
            l, r = inside(first_start(W, pool_size[1], strides[1], padding) + j * strides[1], pool_size[1], W)
            out[i, j] = np.max(x[t:b, l:r])
    return out


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    H, W, C = x.shape
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for c in range(C):
                t, b = inside(first_start(H, pool_size[0], strides[0], padding) + i * strides[0], pool_size[0], H)
                l, r = inside(first_start(W, pool_size[1], strides[1], padding) + j * strides[1], pool_size[1], W)
                out[i, j, c] = np.mean(x[t:b, l:r, :])
    return out
