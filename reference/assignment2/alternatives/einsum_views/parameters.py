"""Right answers as the size of arrays that exist only as views."""

import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    """Lay out a kernel of one number that is broadcast, and ask how large it is."""
    size = (kernel_size,) * 2 if np.ndim(kernel_size) == 0 else tuple(kernel_size)
    kernel = np.broadcast_to(0, (*size, in_channels, filters))
    return kernel.size + (kernel[0, 0, 0].size if use_bias else 0)


def dense_params(inputs, units, use_bias):
    """A table with a row for the biases."""
    return np.broadcast_to(0, (inputs + use_bias, units)).size
