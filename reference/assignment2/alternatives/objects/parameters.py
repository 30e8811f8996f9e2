"""Right answers with the classes of base.py: a layer counts for itself."""

from base import Conv2D, Dense


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    """Only the depth of the input matters."""
    layer = Conv2D(kernel_size=kernel_size, filters=filters, use_bias=use_bias)
    return layer.count((None, None, in_channels))


def dense_params(inputs, units, use_bias):
    """The input is a line."""
    return Dense(units=units, use_bias=use_bias).count((inputs,))
