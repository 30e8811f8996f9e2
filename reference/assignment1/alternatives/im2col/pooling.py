"""Right answers by reducing the rows of a patch matrix."""

import numpy as np
from im2col import im2col, pad_same


def pool_patches(x, pool_size, strides, padding, fill):
    """Return patches of shape (H', W', cells, C)."""
    strides = strides or pool_size
    if padding == "same":
        x = pad_same(x, pool_size, strides, fill)
    patches, grid = im2col(x, *pool_size, *strides)
    return patches.reshape(*grid, pool_size[0] * pool_size[1], x.shape[2])


def max_pool2d(x, pool_size, strides, padding):
    """Minus infinity never wins."""
    return pool_patches(x, pool_size, strides, padding, -np.inf).max(axis=2)


def avg_pool2d(x, pool_size, strides, padding):
    """NaN marks the padding; nanmean leaves it out."""
    return np.nanmean(pool_patches(x, pool_size, strides, padding, np.nan), axis=2)
