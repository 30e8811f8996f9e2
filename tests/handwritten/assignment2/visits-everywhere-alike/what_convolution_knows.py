import numpy as np


def pixel_visits(height, width, kernel_size, padding):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    return np.full((height, width), kernel_size[0] * kernel_size[1])
