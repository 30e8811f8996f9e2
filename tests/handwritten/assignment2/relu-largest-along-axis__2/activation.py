import numpy as np


def relu(x):
    return np.amax(x, axis=-1)
