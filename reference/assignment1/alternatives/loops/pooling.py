"""Right answers as nested loops over single numbers: pooling."""

import numpy as np
from output_shape import pool_output_shape
from padding import same_padding


def cells_of(x, i, j, c, pool_size, strides, padding):
    """Return the numbers of channel c that window (i, j) covers, as a list of floats."""
    height, width, _ = x.shape
    top = i * strides[0]
    left = j * strides[1]
    if padding == "same":
        top -= same_padding(height, pool_size[0], strides[0])[0]
        left -= same_padding(width, pool_size[1], strides[1])[0]
    return [
        float(x[row, column, c])
        for row in range(top, top + pool_size[0])
        for column in range(left, left + pool_size[1])
        if 0 <= row < height and 0 <= column < width
    ]


def pool2d(x, pool_size, strides, padding, reduce):
    """Reduce every window to one number."""
    strides = pool_size if strides is None else strides
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for c in range(out.shape[2]):
                out[i, j, c] = reduce(cells_of(x, i, j, c, pool_size, strides, padding))
    return out


def max_pool2d(x, pool_size, strides, padding):
    """Python's own max over a list."""
    return pool2d(x, pool_size, strides, padding, max)


def avg_pool2d(x, pool_size, strides, padding):
    """A sum over a list, divided by its length."""
    return pool2d(x, pool_size, strides, padding, lambda cells: sum(cells) / len(cells))
