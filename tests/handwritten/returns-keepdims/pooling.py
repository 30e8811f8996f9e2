import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    shape = pool_output_shape(x.shape, pool_size, strides, padding)
    fr = first_start(x.shape[0], pool_size[0], strides[0], padding)
    fc = first_start(x.shape[1], pool_size[1], strides[1], padding)
    out = np.zeros(shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            a, b = inside(fr + i * strides[0], pool_size[0], x.shape[0])
            c, d = inside(fc + j * strides[1], pool_size[1], x.shape[1])
            out[i, j] = np.max(x[a:b, c:d], axis=(0, 1))
    return np.expand_dims(out, 0)


def avg_pool2d(x, pool_size, strides, padding):
    """Average each window over the cells that belong to the image."""
    if strides is None:
        strides = pool_size
    height, width, channels = x.shape
    first_row = first_start(height, pool_size[0], strides[0], padding)
    first_column = first_start(width, pool_size[1], strides[1], padding)
    shape = pool_output_shape(x.shape, pool_size, strides, padding)
    out = np.zeros(shape)
    for i in range(out.shape[0]):
        top, bottom = inside(first_row + i * strides[0], pool_size[0], height)
        for j in range(out.shape[1]):
            left, right = inside(first_column + j * strides[1], pool_size[1], width)
            for c in range(channels):
                total = 0.0
                for u in range(top, bottom):
                    for v in range(left, right):
                        total = total + x[u, v, c]
                out[i, j, c] = total / ((bottom - top) * (right - left))
    return out
