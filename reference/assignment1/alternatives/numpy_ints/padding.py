"""Right answers in NumPy integers: padding."""

import numpy as np
from convolution import conv2d
from output_shape import output_size


def zero_pad(x, pad_height, pad_width):
    """Pads as an integer array."""
    return np.pad(x, np.array([pad_height, pad_width, (0, 0)]))


def same_padding(size, kernel_size, stride):
    """A list of two np.int64."""
    windows = output_size(size, kernel_size, stride, "same")
    total = np.maximum((windows - 1) * stride + kernel_size - size, 0)
    return [total // 2, total - total // 2]


def conv2d_same(x, kernel, bias):
    """Pad by lists of NumPy integers."""
    pads = [same_padding(x.shape[axis], kernel.shape[axis], 1) for axis in (0, 1)]
    return conv2d(zero_pad(x, *pads), kernel, bias)
