import numpy as np


def relu(x):
    return np.array([v for v in x.flatten() if v >= 0])
