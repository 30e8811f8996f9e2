"""Right answers whose results are views: padding."""

import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    """Cut the result out of a larger array of zeros."""
    height, width, channels = x.shape
    around = 2 + max(*pad_height, *pad_width)
    zeros = np.zeros((height + 2 * around, width + 2 * around, channels))
    zeros[around : around + height, around : around + width] = x
    rows = slice(around - pad_height[0], around + height + pad_height[1])
    columns = slice(around - pad_width[0], around + width + pad_width[1])
    return zeros[rows, columns]


def same_padding(size, kernel_size, stride):
    """Round the total down before and up after."""
    total = max((size - 1) // stride * stride + kernel_size - size, 0)
    return total // 2, -(-total // 2)


def conv2d_same(x, kernel, bias):
    """Convolve with zeros on every side, as far as any kernel needs, and cut the middle out."""
    kh, kw = kernel.shape[:2]
    full = conv2d(zero_pad(x, (kh, kh), (kw, kw)), kernel, bias)
    first_row, first_column = kh - (kh - 1) // 2, kw - (kw - 1) // 2
    return full[first_row:, first_column:][: x.shape[0], : x.shape[1]]
