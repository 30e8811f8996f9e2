"""Right answers as NumPy ints: counts are np.int64."""

import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    """A product of a NumPy array."""
    kh, kw = np.broadcast_to(kernel_size, 2)
    return np.prod([kh, kw, in_channels, filters]) + np.int64(filters * use_bias)


def dense_params(inputs, units, use_bias):
    """The bias is one input more that is always 1."""
    return np.int32((inputs + (1 if use_bias else 0)) * units)
