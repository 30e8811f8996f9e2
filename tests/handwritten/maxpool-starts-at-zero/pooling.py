import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    oh, ow, _ = pool_output_shape(x.shape, pool_size, strides, padding)
    r0 = first_start(H, pool_size[0], strides[0], padding)
    c0 = first_start(W, pool_size[1], strides[1], padding)
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            for c in range(C):
                best = 0
                for u in range(pool_size[0]):
                    for v in range(pool_size[1]):
                        y = r0 + i * strides[0] + u
                        z = c0 + j * strides[1] + v
                        if 0 <= y < H and 0 <= z < W:
                            if x[y, z, c] > best:
                                best = x[y, z, c]
                out[i, j, c] = best
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
