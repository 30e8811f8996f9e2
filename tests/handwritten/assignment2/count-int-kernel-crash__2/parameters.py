import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    return (kernel_size[0] * kernel_size[1] * in_channels + use_bias) * filters
