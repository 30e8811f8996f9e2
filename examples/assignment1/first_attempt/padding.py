"""Padding with zeros."""

import math

import numpy as np


def zero_pad(x, pad_height, pad_width):
    """Add rows and columns of zeros around the image."""
    return np.pad(x, (pad_height, pad_width, (0, 0)))


def same_padding(size, kernel_size, stride):
    """How many zeros to add before and after."""
    out = math.ceil(size / stride)
    total = max((out - 1) * stride + kernel_size - size, 0)
    after = total // 2
    before = total - after
    return before, after


def conv2d_same(x, kernel, bias):
    """Convolve and keep the height and width of the image."""
    height, width, _ = x.shape
    kh, kw, _, filters = kernel.shape
    padded = zero_pad(x, same_padding(height, kh, 1), same_padding(width, kw, 1))
    out = np.zeros((height, width, filters))
    for i in range(height):
        for j in range(width):
            patch = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(patch[..., np.newaxis] * kernel, axis=(0, 1, 2)) + bias
    return out
