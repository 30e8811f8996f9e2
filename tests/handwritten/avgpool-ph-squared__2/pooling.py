import numpy as np
from padding import same_padding
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


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    ph, pw = pool_size
    H, W, C = x.shape
    if padding == "valid":
        oh, ow = (H - ph) // strides[0] + 1, (W - pw) // strides[1] + 1
        out = np.zeros((oh, ow, C))
        for i in range(oh):
            for j in range(ow):
                w = x[i*strides[0]:i*strides[0]+ph, j*strides[1]:j*strides[1]+pw]
                out[i, j] = w.sum(axis=(0, 1)) / (ph * ph)
        return out
    t = same_padding(H, ph, strides[0])
    l = same_padding(W, pw, strides[1])
    xp = np.pad(x, (t, l, (0, 0)))
    mask = np.pad(np.ones_like(x), (t, l, (0, 0)))
    oh, ow = -(-H // strides[0]), -(-W // strides[1])
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            rows = slice(i * strides[0], i * strides[0] + ph)
            cols = slice(j * strides[1], j * strides[1] + pw)
            out[i, j] = xp[rows, cols].sum(axis=(0, 1)) / mask[rows, cols].sum(axis=(0, 1))
    return out
