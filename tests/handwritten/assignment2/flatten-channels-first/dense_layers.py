import numpy as np


def flatten(x):
    return x.transpose(0, 3, 1, 2).reshape(x.shape[0], -1)
