import numpy as np


def edge_kernel(direction):
    return np.array([[-1., -2., -1.], [0., 0., 0.], [1., 2., 1.]])
