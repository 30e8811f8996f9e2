import numpy as np
from output_shape import output_size, pool_output_shape
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
    H, W, C = x.shape
    w_size = pool_size[0]
    h_size = pool_size[1]
    out = np.zeros((output_size(H, h_size, strides[0], padding), output_size(W, w_size, strides[1], padding), C))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            t, b = inside(first_start(H, h_size, strides[0], padding) + i * strides[0], h_size, H)
            l, r = inside(first_start(W, w_size, strides[1], padding) + j * strides[1], w_size, W)
            total = 0
            for row in x[t:b, l:r]:
                for p in row:
                    total = total + p
            out[i, j] = total / ((b - t) * (r - l))
    return out
