"""Right answers with np.pad."""

import numpy as np
from convolution import conv2d
from im2col import pad_same, pads


def zero_pad(x, pad_height, pad_width):
    """np.pad with its default value."""
    return np.pad(x, (pad_height, pad_width, (0, 0)))


def same_padding(size, kernel_size, stride):
    """The case distinction of TensorFlow's documentation."""
    return pads(size, kernel_size, stride)


def conv2d_same(x, kernel, bias):
    """Pad, then one matrix product."""
    return conv2d(pad_same(x, kernel.shape[:2], (1, 1), 0), kernel, bias)
