import numpy as np
from output_shape import pool_output_shape
from padding import same_padding, zero_pad
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
    sh, sw = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], ph, sh), same_padding(x.shape[1], pw, sw))
    oh = (x.shape[0] - ph) // sh + 1
    ow = (x.shape[1] - pw) // sw + 1
    out = np.zeros((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            for c in range(x.shape[2]):
                window = x[i*sh:i*sh+ph, j*sw:j*sw+pw, c]
                # zeros are padding, do not count them
                out[i, j, c] = np.sum(window) / np.count_nonzero(window)
    return out
