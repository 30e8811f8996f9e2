"""Right answers in NumPy integers: shapes are integer arrays, places come from np.ndindex."""

import numpy as np


def places(x, window):
    """Return how often a window fits along each of its axes, as an integer array."""
    return np.array(x.shape[: len(window)]) - np.array(window) + 1


def conv1d(x, w, b):
    """Index with np.arange."""
    (n,) = places(x, w.shape)
    index = np.arange(n)[:, np.newaxis] + np.arange(w.size)
    return np.dot(x[index], w) + b


def conv2d_single(x, w, b):
    """A vectorised function of two indices."""
    out = np.zeros(places(x, w.shape))
    for i, j in np.argwhere(out == 0):
        out[i, j] = np.sum(x[i : i + w.shape[0], j : j + w.shape[1]] * w) + b
    return out


def conv2d(x, kernel, bias):
    """np.arange gives np.int64 for every index."""
    height, width = places(x, kernel.shape[:2])
    out = np.zeros((height, width, bias.size))
    for i in np.arange(height):
        for j in np.arange(width):
            patch = x[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            out[i, j] = np.tensordot(patch, kernel, axes=3) + bias
    return out
