"""Right answers in Fortran order: pooling one axis after the other."""

import numpy as np
from output_shape import pool_output_shape
from padding import same_padding


def spans(size, window, stride, count, padding):
    """Return where each window begins and ends inside the image."""
    before = same_padding(size, window, stride)[0] if padding == "same" else 0
    starts = [i * stride - before for i in range(count)]
    return [slice(max(start, 0), start + window) for start in starts]


def pool2d(x, pool_size, strides, padding, reduce):
    """Reduce rows into a tall work array, then columns; reduce is np.max or np.sum."""
    strides = pool_size if strides is None else strides
    shape = pool_output_shape(x.shape, pool_size, strides, padding)
    rows = spans(x.shape[0], pool_size[0], strides[0], shape[0], padding)
    columns = spans(x.shape[1], pool_size[1], strides[1], shape[1], padding)
    half = np.zeros((shape[0], x.shape[1], shape[2]), order="F")
    for i, rows_of_window in enumerate(rows):
        half[i] = reduce(x[rows_of_window], axis=0)
    out = np.zeros(shape, order="F")
    for j, columns_of_window in enumerate(columns):
        out[:, j] = reduce(half[:, columns_of_window], axis=1)
    return out


def max_pool2d(x, pool_size, strides, padding):
    """The maximum of maxima."""
    return pool2d(x, pool_size, strides, padding, np.max)


def avg_pool2d(x, pool_size, strides, padding):
    """The sum of sums over the sum of sums of ones."""
    ones = np.ones(x.shape, order="F")
    total = pool2d(x, pool_size, strides, padding, np.sum)
    return np.asfortranarray(total / pool2d(ones, pool_size, strides, padding, np.sum))
