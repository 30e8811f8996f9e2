import numpy as np


def edge_kernel(direction):
    k = np.array([[1., -2., 1.], [-2., 4., -2.], [1., -2., 1.]])
    return k
