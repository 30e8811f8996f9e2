import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside
from padding import same_padding


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    ph, pw = pool_size
    H, W, C = x.shape
    if padding == "same":
        padded = np.full((H + ph - 1, W + sum(same_padding(W, pw, strides[1])), C), -np.inf)
        t = same_padding(H, ph, 1)[0]
        l = same_padding(W, pw, strides[1])[0]
        padded[t:t+H, l:l+W] = x
    else:
        padded = x
    h = padded.shape[0] - ph + 1
    w = (padded.shape[1] - pw) // strides[1] + 1
    out = np.zeros((h, w, C))
    for i in range(h):
        for j in range(w):
            for c in range(C):
                out[i, j, c] = padded[i:i+ph, j*strides[1]:j*strides[1]+pw, c].max()
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
