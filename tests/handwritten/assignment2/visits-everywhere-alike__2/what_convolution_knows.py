import numpy as np


def pixel_visits(height, width, kernel_size, padding):
    return np.ones((height, width), dtype=int) * np.prod(np.ones(2, int) * kernel_size)
