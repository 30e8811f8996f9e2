import numpy as np


def relu(x):
    return 1 / (1 + np.exp(-x))
