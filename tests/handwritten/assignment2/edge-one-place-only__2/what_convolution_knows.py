import numpy as np


def edge_kernel(direction):
    k = np.zeros((3, 3))
    if direction == 'vertical':
        k[1] = [0, -1, 1]
    else:
        k[:, 1] = [0, -1, 1]
    return k
