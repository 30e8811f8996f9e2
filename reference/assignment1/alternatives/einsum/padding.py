"""Right answers with concatenation and broadcasting."""

import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    """Concatenate blocks of zeros."""
    top, bottom = pad_height
    left, right = pad_width
    _, w, c = x.shape
    tall = np.concatenate([np.zeros((top, w, c)), x, np.zeros((bottom, w, c))], axis=0)
    h = tall.shape[0]
    return np.concatenate([np.zeros((h, left, c)), tall, np.zeros((h, right, c))], axis=1)


def same_padding(size, kernel_size, stride):
    """divmod twice."""
    windows, rest = divmod(size, stride)
    total = max(0, (windows - (rest == 0)) * stride + kernel_size - size)
    before, odd = divmod(total, 2)
    return before, before + odd


def conv2d_same(x, kernel, bias):
    """Pad, then convolve."""
    pads = (same_padding(n, k, 1) for n, k in zip(x.shape[:2], kernel.shape[:2]))
    return conv2d(zero_pad(x, *pads), kernel, bias)
