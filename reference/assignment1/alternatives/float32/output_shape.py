"""Right answers through float32 divisions; the sizes are ints all the same."""

import math

import numpy as np


def output_size(size, kernel_size, stride, padding):
    """Divide, then round up; np.ceil gives a float, int makes a size of it."""
    starts = size if padding == "same" else size - kernel_size + 1
    return int(np.ceil(np.float32(starts) / np.float32(stride)))


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """The same formula, written out with math.ceil."""
    if padding == "same":
        height = math.ceil(input_shape[0] / strides[0])
        width = math.ceil(input_shape[1] / strides[1])
    else:
        height = math.ceil((input_shape[0] - kernel_size[0] + 1) / strides[0])
        width = math.ceil((input_shape[1] - kernel_size[1] + 1) / strides[1])
    return (height, width, filters)


def pool_output_shape(input_shape, pool_size, strides=None, padding="valid"):
    """With default values for the last two arguments, which does no harm."""
    if strides is None:
        strides = pool_size
    return conv_output_shape(input_shape, input_shape[2], pool_size, strides, padding)
