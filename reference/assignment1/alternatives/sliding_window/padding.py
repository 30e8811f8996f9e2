"""Right answers with a window of zeros to write into."""

import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    """Use np.pad; np.float64 is asked for by name."""
    return np.pad(x.astype(np.float64), [pad_height, pad_width, (0, 0)], mode="constant")


def same_padding(size, kernel_size, stride):
    """What the last window sticks out of the image."""
    last_start = (size - 1) // stride * stride
    total = max(last_start + kernel_size - size, 0)
    return total >> 1, (total + 1) >> 1


def conv2d_same(x, kernel, bias):
    """Pad, then contract."""
    pads = [same_padding(n, k, 1) for n, k in zip(x.shape, kernel.shape[:2])]
    return conv2d(zero_pad(x, *pads), kernel, bias)
