"""Right answers as views and by masks: activations."""

import numpy as np


def relu(x):
    """Half of the number and of its size."""
    return ((x + np.abs(x)) / 2)[...]


def softmax(logits):
    """Work with the classes first; the logarithm of the sum is taken away."""
    first = np.moveaxis(logits, -1, 0)
    shifted = first - np.max(first, axis=0)
    return np.moveaxis(np.exp(shifted - np.log(np.einsum("k...->...", np.exp(shifted)))), 0, -1)
