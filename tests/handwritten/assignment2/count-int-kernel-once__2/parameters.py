import numpy as np


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    cells = np.prod(kernel_size)
    return int(cells) * in_channels * filters + use_bias * filters
