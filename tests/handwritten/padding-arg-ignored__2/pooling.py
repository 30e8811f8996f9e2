import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    """Keep the largest value of each window; padding never wins."""
    if strides is None:
        strides = pool_size
    height, width, channels = x.shape
    first_row = first_start(height, pool_size[0], strides[0], padding)
    first_column = first_start(width, pool_size[1], strides[1], padding)
    shape = pool_output_shape(x.shape, pool_size, strides, padding)
    out = np.zeros(shape, dtype=x.dtype)
    for i in range(out.shape[0]):
        top, bottom = inside(first_row + i * strides[0], pool_size[0], height)
        for j in range(out.shape[1]):
            left, right = inside(first_column + j * strides[1], pool_size[1], width)
            for c in range(channels):
                largest = x[top, left, c]
                for u in range(top, bottom):
                    for v in range(left, right):
                        largest = max(largest, x[u, v, c])
                out[i, j, c] = largest
    return out


def avg_pool2d(x, pool_size, strides, padding="same"):
    padding = "same"
    if not strides:
        strides = pool_size
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            r = inside(first_start(x.shape[0], pool_size[0], strides[0], padding) + i*strides[0], pool_size[0], x.shape[0])
            c = inside(first_start(x.shape[1], pool_size[1], strides[1], padding) + j*strides[1], pool_size[1], x.shape[1])
            out[i, j] = np.mean(x[r[0]:r[1], c[0]:c[1]], axis=(0, 1))
    return out
