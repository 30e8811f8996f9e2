import numpy as np


def edge_kernel(direction):
    kernel = np.zeros((3, 3))
    if direction == 'vertical':
        kernel[:, 1] = 1
    else:
        kernel[1, :] = 1
    return kernel
