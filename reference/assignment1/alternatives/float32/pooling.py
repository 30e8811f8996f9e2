"""Right answers in single precision: the lowest float32 as padding, a map of counts."""

import numpy as np
from output_shape import pool_output_shape
from padding import same_padding


def windows(x, pool_size, strides, padding, fill):
    """Yield the place and the content of each window of the padded image."""
    strides = pool_size if strides is None else strides
    rows, columns, _ = pool_output_shape(x.shape, pool_size, strides, padding)
    if padding == "same":
        pad_height = same_padding(x.shape[0], pool_size[0], strides[0])
        pad_width = same_padding(x.shape[1], pool_size[1], strides[1])
        x = np.pad(x, (pad_height, pad_width, (0, 0)), constant_values=fill)
    for i in range(rows):
        for j in range(columns):
            top, left = i * strides[0], j * strides[1]
            yield (i, j), x[top : top + pool_size[0], left : left + pool_size[1]]


def reduced(x, pool_size, strides, padding, fill, reduce):
    """Return a float32 image of one reduced number per window and channel."""
    x = x.astype(np.float32)
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding), dtype=np.float32)
    for place, window in windows(x, pool_size, strides, padding, fill):
        out[place] = reduce(window, axis=(0, 1))
    return out


def max_pool2d(x, pool_size, strides, padding):
    """The lowest float32 loses against every number, or is equal to it."""
    return reduced(x, pool_size, strides, padding, np.finfo(np.float32).min, np.max)


def avg_pool2d(x, pool_size, strides, padding):
    """Divide sums by how many cells there were."""
    total = reduced(x, pool_size, strides, padding, 0, np.sum)
    count = reduced(np.ones(x.shape), pool_size, strides, padding, 0, np.sum)
    return total / count
