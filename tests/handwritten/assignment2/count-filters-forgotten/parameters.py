import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    kh, kw = kernel_size
    params = kh * kw * in_channels
    if use_bias:
        params += filters
    return params
