import numpy as np


def edge_kernel(direction):
    k = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
    return k + k.T
