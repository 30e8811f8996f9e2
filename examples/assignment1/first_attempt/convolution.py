"""Convolution on a line, on a grey image, and on an image with channels."""

import numpy as np


def conv1d(x, w, b):
    """Slide the weights w over x and add b."""
    n = len(x) - len(w) + 1
    out = np.zeros(n)
    for i in range(n):
        out[i] = np.sum(x[i : i + len(w)] * w) + b
    return out


def conv2d_single(x, w, b):
    """Convolve an image (H, W) with a kernel (kh, kw)."""
    kh, kw = w.shape
    h, width = x.shape
    flipped = w[::-1, ::-1]
    out = np.zeros((h - kh + 1, width - kw + 1))
    for i in range(h - kh + 1):
        for j in range(width - kw + 1):
            out[i, j] = np.sum(x[i : i + kh, j : j + kw] * flipped) + b
    return out


def conv2d(x, kernel, bias):
    """Convolve an image (H, W, C) with F filters."""
    h, w, _ = x.shape
    kh, kw, _, filters = kernel.shape
    out = np.zeros((h - kh + 1, w - kw + 1, filters))
    for f in range(filters):
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                patch = x[i : i + kh, j : j + kw]
                out[i, j, f] = np.sum(patch * kernel[..., f]) + bias[f]
    return out
