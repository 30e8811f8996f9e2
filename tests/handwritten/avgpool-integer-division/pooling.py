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


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    shape = pool_output_shape(x.shape, pool_size, strides, padding)
    out = np.zeros(shape)
    y = first_start(H, pool_size[0], strides[0], padding)
    for i in range(shape[0]):
        z = first_start(W, pool_size[1], strides[1], padding)
        for j in range(shape[1]):
            for c in range(C):
                total = 0
                count = 0
                for u in range(y, y + pool_size[0]):
                    for v in range(z, z + pool_size[1]):
                        if u >= 0 and u < H and v >= 0 and v < W:
                            total += x[u, v, c]
                            count += 1
                out[i, j, c] = total // count
            z += strides[1]
        y += strides[0]
    return out
