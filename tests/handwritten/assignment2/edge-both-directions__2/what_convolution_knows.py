import numpy as np


def edge_kernel(direction):
    return np.array([[0., 1., 2.], [-1., 0., 1.], [-2., -1., 0.]])
