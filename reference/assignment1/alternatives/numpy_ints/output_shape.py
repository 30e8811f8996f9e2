"""Right answers in NumPy integers: sizes as np.int64, several sizes as a list."""

import numpy as np


def output_size(size, kernel_size, stride, padding):
    """An np.int64, through np.ceil or np.floor."""
    if padding == "same":
        return np.ceil(size / stride).astype(np.int64)
    return np.int64(np.floor((size - kernel_size) / stride) + 1)


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """A list of two np.int64 and an int."""
    shape = [output_size(input_shape[a], kernel_size[a], strides[a], padding) for a in (0, 1)]
    shape.append(filters)
    return shape


def pool_output_shape(input_shape, pool_size, strides, padding):
    """A list of three np.int64 of several widths."""
    if strides is None:
        strides = pool_size
    height, width, _ = conv_output_shape(input_shape, 0, pool_size, strides, padding)
    return [height, np.int32(width), np.uint8(input_shape[2])]
