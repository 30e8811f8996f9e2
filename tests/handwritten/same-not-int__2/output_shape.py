import numpy as np


def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return np.ceil(size / stride)
    return np.floor((size - kernel_size) / stride) + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    h = int(output_size(input_shape[0], kernel_size[0], strides[0], padding))
    w = int(output_size(input_shape[1], kernel_size[1], strides[1], padding))
    return (h, w, filters)


def pool_output_shape(input_shape, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    h = int(output_size(input_shape[0], pool_size[0], strides[0], padding))
    w = int(output_size(input_shape[1], pool_size[1], strides[1], padding))
    return (h, w, input_shape[2])
