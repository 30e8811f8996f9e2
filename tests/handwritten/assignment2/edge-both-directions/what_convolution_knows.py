import numpy as np


def edge_kernel(direction):
    return np.array([[-1., -1., -1.], [-1., 8., -1.], [-1., -1., -1.]])
