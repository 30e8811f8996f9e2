import numpy as np


def edge_kernel(direction):
    k = np.array([[1., 0., 1.], [1., 0., 1.], [1., 0., 1.]])
    if direction == 'vertical':
        return k
    return k.T
