import numpy as np


def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return float(np.ceil(size / stride))
    return (size - kernel_size) // stride + 1.0


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    hw = [int(output_size(input_shape[a], kernel_size[a], strides[a], padding)) for a in (0, 1)]
    return (*hw, filters)


def pool_output_shape(input_shape, pool_size, strides, padding):
    strides = strides or pool_size
    hw = [int(output_size(input_shape[a], pool_size[a], strides[a], padding)) for a in (0, 1)]
    return (*hw, input_shape[-1])
