import numpy as np
from padding import same_padding
from output_shape import pool_output_shape
from windows import first_start, inside


def pixel(x, i, j, c):
    # padding is 0
    if i < 0 or j < 0 or i >= x.shape[0] or j >= x.shape[1]:
        return 0
    return x[i, j, c]


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    top = left = 0
    if padding == "same":
        top, _ = same_padding(x.shape[0], pool_size[0], strides[0])
        left, _ = same_padding(x.shape[1], pool_size[1], strides[1])
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for c in range(out.shape[2]):
                values = []
                for u in range(pool_size[0]):
                    for v in range(pool_size[1]):
                        values.append(pixel(x, i * strides[0] + u - top, j * strides[1] + v - left, c))
                out[i, j, c] = max(values)
    return out


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
