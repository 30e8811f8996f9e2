"""Right answers in single precision: padding."""

import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    """The result is float32, whatever came in."""
    return np.pad(x.astype(np.float32), (pad_height, pad_width, (0, 0)))


def same_padding(size, kernel_size, stride):
    """Sizes stay ints."""
    total = max((-(-size // stride) - 1) * stride + kernel_size - size, 0)
    return total // 2, total - total // 2


def conv2d_same(x, kernel, bias):
    """Pad in float32, convolve in float32."""
    pad_height = same_padding(x.shape[0], kernel.shape[0], 1)
    pad_width = same_padding(x.shape[1], kernel.shape[1], 1)
    return conv2d(zero_pad(x, pad_height, pad_width), kernel, bias)
