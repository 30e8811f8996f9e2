import numpy as np


def edge_kernel(direction):
    kernel = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], dtype=float)
    return kernel
