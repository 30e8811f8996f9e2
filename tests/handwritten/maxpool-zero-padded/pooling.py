import numpy as np
from padding import same_padding, zero_pad
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    ph, pw = pool_size
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], ph, strides[0]), same_padding(x.shape[1], pw, strides[1]))
    H, W, C = x.shape
    oh = (H - ph) // strides[0] + 1
    ow = (W - pw) // strides[1] + 1
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            for c in range(C):
                r, s = i * strides[0], j * strides[1]
                out[i, j, c] = np.max(x[r:r+ph, s:s+pw, c])
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
