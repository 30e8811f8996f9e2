import numpy as np
from output_shape import pool_output_shape
from output_shape import output_size
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        jump = pool_size
    else:
        jump = (strides[0] + 1, strides[1] + 1)
    H, W, C = x.shape
    oh = output_size(H, pool_size[0], jump[0], padding)
    ow = output_size(W, pool_size[1], jump[1], padding)
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        t, b = inside(first_start(H, pool_size[0], jump[0], padding) + i * jump[0], pool_size[0], H)
        for j in range(ow):
            l, r = inside(first_start(W, pool_size[1], jump[1], padding) + j * jump[1], pool_size[1], W)
            out[i, j] = np.max(np.max(x[t:b, l:r], axis=0), axis=0)
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
