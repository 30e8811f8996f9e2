import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    total = kernel_size ** 2 * in_channels * filters
    if use_bias:
        total = total + filters
    return total
