"""Right answers in Fortran order: padding."""

import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    """Write the image into Fortran-ordered zeros."""
    (top, bottom), (left, right) = pad_height, pad_width
    height, width, channels = x.shape
    out = np.zeros((top + height + bottom, left + width + right, channels), x.dtype, order="F")
    out[top : top + height, left : left + width] = x
    return out


def same_padding(size, kernel_size, stride):
    """Padding that is needed is never negative."""
    remainder = size % stride or stride
    total = max(kernel_size - remainder, 0)
    return total // 2, (total + 1) // 2


def conv2d_same(x, kernel, bias):
    """Pad with (k - 1) // 2 before and k // 2 after, which is "same" at stride 1."""
    kh, kw = kernel.shape[:2]
    padded = zero_pad(x, ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2))
    return conv2d(padded, kernel, bias)
