"""Right answers whose results are views: negative strides, slices of larger arrays, transposes."""

import numpy as np


def conv1d(x, w, b):
    """Fill a line from its end and hand it out backwards: a negative stride."""
    n = x.size - w.size + 1
    backwards = np.empty(n)
    for i in range(n):
        backwards[n - 1 - i] = x[i : i + w.size] @ w + b
    return backwards[::-1]


def conv2d_single(x, w, b):
    """Fill the corner of an array that is as large as the image."""
    kh, kw = w.shape
    h, width = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    canvas = np.full(x.shape, np.nan)
    for i in range(h):
        for j in range(width):
            canvas[i, j] = (x[i : i + kh, j : j + kw] * w).sum() + b
    return canvas[:h, :width]


def conv2d(x, kernel, bias):
    """Work with the filters first and turn the result around."""
    kh, kw, _, filters = kernel.shape
    maps = np.empty((filters, x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for f, i, j in np.ndindex(maps.shape):
        maps[f, i, j] = (x[i : i + kh, j : j + kw] * kernel[:, :, :, f]).sum() + bias[f]
    return maps.transpose(1, 2, 0)
