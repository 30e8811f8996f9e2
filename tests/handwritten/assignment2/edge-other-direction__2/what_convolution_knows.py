import numpy as np


def edge_kernel(direction):
    if direction == 'vertical':
        return np.array([[1., 1., 1.], [0., 0., 0.], [-1., -1., -1.]])
    else:
        return np.array([[1., 0., -1.], [1., 0., -1.], [1., 0., -1.]])
