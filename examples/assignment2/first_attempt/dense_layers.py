"""The layers behind the last feature map."""

import numpy as np


def flatten(x):
    """One row for each picture."""
    return x.reshape(x.shape[0], -1, order="F")


def dense(x, weights, bias):
    """A weight for every input of every unit."""
    return np.dot(x, weights) + bias


def dropout(x, rate, mask, training):
    """Set numbers to 0 while training."""
    if training:
        return x * mask
    return x.copy()
