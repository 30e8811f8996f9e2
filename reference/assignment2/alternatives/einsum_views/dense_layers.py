"""Right answers as views, by einsum and by np.where."""

import numpy as np


def flatten(x):
    """Transpose to Fortran's idea of the same order, then turn around."""
    return x.transpose(3, 2, 1, 0).reshape((-1, x.shape[0]), order="F").T


def dense(x, weights, bias):
    """Append a column of ones and a row of biases."""
    ones = np.concatenate([x, np.ones_like(x[:, :1])], axis=1)
    return np.einsum("ni,iu->un", ones, np.vstack([weights, bias])).T


def dropout(x, rate, mask, training):
    """Choose between numbers."""
    return np.where(mask.astype(bool), x / (1 - rate), 0) if training else +x
