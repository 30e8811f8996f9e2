import numpy as np


def relu(x):
    out = np.zeros_like(x)
    out[x >= 0] = 1
    return out
