import numpy as np


def edge_kernel(direction):
    k = np.array([[1., 0., -1.], [1., 0., -1.], [1., 1., -1.]])
    return k if direction == 'vertical' else k.T
