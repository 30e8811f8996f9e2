import numpy as np


def edge_kernel(direction):
    kernel = np.zeros((3, 3))
    if direction == 'Vertical':
        kernel[:, 0], kernel[:, 2] = 1, -1
    if direction == 'Horizontal':
        kernel[0], kernel[2] = 1, -1
    return kernel
