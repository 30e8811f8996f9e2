import numpy as np


def dense(x, weights, bias):
    z = x @ weights + bias
    return 1 / (1 + np.exp(-z))
