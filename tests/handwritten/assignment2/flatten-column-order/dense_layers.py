import numpy as np


def flatten(x):
    n = x.shape[0]
    return x.transpose(0, 2, 1, 3).reshape(n, -1)
