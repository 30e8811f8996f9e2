import numpy as np


def edge_kernel(direction):
    kernel = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], dtype=float)
    if direction == 'Horizontal':
        return kernel.T
    return kernel
