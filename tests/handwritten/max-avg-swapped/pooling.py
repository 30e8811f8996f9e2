import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def _pool(x, pool_size, strides, padding, fn):
    if strides is None:
        strides = pool_size
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            t, b = inside(first_start(x.shape[0], pool_size[0], strides[0], padding) + i * strides[0], pool_size[0], x.shape[0])
            l, r = inside(first_start(x.shape[1], pool_size[1], strides[1], padding) + j * strides[1], pool_size[1], x.shape[1])
            out[i, j] = fn(x[t:b, l:r], axis=(0, 1))
    return out


def max_pool2d(x, pool_size, strides, padding):
    return _pool(x, pool_size, strides, padding, np.mean)


def avg_pool2d(x, pool_size, strides, padding):
    return _pool(x, pool_size, strides, padding, np.max)
