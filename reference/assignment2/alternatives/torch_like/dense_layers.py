"""Right answers in the words of PyTorch: flatten, linear, dropout."""

import numpy as np
from layers import nchw, nhwc


def flatten(x):
    """Through channels first and back, so that the order is that of Keras."""
    back = nhwc(nchw(x))
    return np.concatenate([back[i].reshape(1, -1) for i in range(len(back))])


def dense(x, weights, bias):
    """A weight of PyTorch is (units, inputs)."""
    weight = np.ascontiguousarray(weights.T)
    return np.stack([weight @ row + bias for row in x])


def dropout(x, rate, mask, training):
    """As F.dropout, with p."""
    p = rate
    scale = mask * (1 / (1 - p)) if training else np.ones_like(mask)
    return np.multiply(x, scale)
