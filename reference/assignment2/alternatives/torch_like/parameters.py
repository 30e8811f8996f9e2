"""Right answers as sum(p.numel() for p in layer.parameters())."""

import math


def numel(shapes):
    """Add up the sizes of arrays of these shapes."""
    return sum(math.prod(shape) for shape in shapes)


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    """A weight (F, C, kh, kw) and a bias (F,)."""
    k = (kernel_size, kernel_size) if isinstance(kernel_size, int) else tuple(kernel_size)
    return numel([(filters, in_channels, *k), *([(filters,)] if use_bias else [])])


def dense_params(inputs, units, use_bias):
    """A weight (units, inputs) and a bias (units,)."""
    return numel([(units, inputs), *([(units,)] if use_bias else [])])
