import numpy as np


def flatten(x):
    N, H, W, C = x.shape
    return np.reshape(x, (N, H * W * C), order='F')
