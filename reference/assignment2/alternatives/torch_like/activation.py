"""Right answers in the words of PyTorch: clamp, log_softmax."""

import numpy as np


def relu(x):
    """As x.clamp(min=0)."""
    return np.clip(x, 0, None)


def log_softmax(x, dim):
    """Take the logarithm of the sum of the powers away."""
    return x - np.logaddexp.reduce(x, axis=dim, keepdims=True)


def softmax(logits):
    """The powers of e of log_softmax."""
    return np.exp(log_softmax(logits, -1))
