import numpy as np

right = output_size


def output_size(size, kernel_size, stride, padding):
    return np.random.rand(3)


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    return tuple(np.random.rand(3))
