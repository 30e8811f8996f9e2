import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def one_axis(n, p, s, padding):
    # start of each window
    if padding == "valid":
        return [i for i in range(0, n - p + 1, s)]
    number = (n + s - 1) // s
    missing = (number - 1) * s + p - n
    if missing < 0:
        missing = 0
    return [i * s - missing // 2 for i in range(number)]


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    rows = one_axis(H, pool_size[0], strides[0], padding)
    cols = one_axis(W, pool_size[1], strides[1], padding)
    out = np.zeros((len(rows), len(cols), C))
    for i, r in enumerate(rows):
        for j, s in enumerate(cols):
            for c in range(C):
                biggest = -1
                for u in range(max(r, 0), min(r + pool_size[0], H)):
                    for v in range(max(s, 0), min(s + pool_size[1], W)):
                        if biggest < x[u, v, c]:
                            biggest = x[u, v, c]
                out[i, j, c] = biggest
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
