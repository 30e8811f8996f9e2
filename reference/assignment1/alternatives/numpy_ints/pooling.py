"""Right answers in NumPy integers: windows as integer arrays of cells inside the image."""

import numpy as np
from output_shape import pool_output_shape
from padding import same_padding


def cells(size, window, stride, start, padding):
    """Return which cells of one axis a window covers, as an integer array."""
    before = same_padding(size, window, stride)[0] if padding == "same" else np.int64(0)
    covered = np.arange(window) + start * stride - before
    return covered[(covered >= 0) & (covered < size)]


def pool2d(x, pool_size, strides, padding, reduce):
    """Pick windows with np.ix_."""
    strides = pool_size if strides is None else strides
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding), x.dtype)
    for i, j in np.ndindex(out.shape[:2]):
        rows = cells(x.shape[0], pool_size[0], strides[0], i, padding)
        columns = cells(x.shape[1], pool_size[1], strides[1], j, padding)
        out[i, j] = reduce(x[np.ix_(rows, columns)], axis=(0, 1))
    return out


def max_pool2d(x, pool_size, strides, padding):
    """The maximum over two axes."""
    return pool2d(x, pool_size, strides, padding, np.amax)


def avg_pool2d(x, pool_size, strides, padding):
    """The mean over two axes."""
    return pool2d(x, pool_size, strides, padding, np.mean)
