"""Right answers taken from the shape of a view: nothing is computed by hand."""

import numpy as np


def output_size(size, kernel_size, stride, padding):
    """Make a line, take every stride-th place, and measure."""
    places = np.empty(size if padding == "same" else size - kernel_size + 1)
    return places[::stride].size


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Make the places for windows, broadcast to all filters, and measure."""
    height, width, _ = input_shape
    if padding == "valid":
        height, width = height - kernel_size[0] + 1, width - kernel_size[1] + 1
    places = np.broadcast_to(0.0, (height, width, filters))
    return places[:: strides[0], :: strides[1]].shape


def pool_output_shape(input_shape, pool_size, strides, padding):
    """The same with as many maps as channels."""
    return conv_output_shape(input_shape, input_shape[2], pool_size, strides or pool_size, padding)
