import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    k = (kernel_size,) * 2 if type(kernel_size) is int else kernel_size
    b = 1 if use_bias else 0
    return k[0] * k[1] * in_channels * filters + b
