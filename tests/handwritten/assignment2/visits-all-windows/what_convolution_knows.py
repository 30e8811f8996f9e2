import numpy as np


def pixel_visits(height, width, kernel_size, padding):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    if padding == 'same':
        n = height * width
    else:
        n = (height - kernel_size[0] + 1) * (width - kernel_size[1] + 1)
    return np.full((height, width), n)
