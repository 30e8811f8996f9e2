import numpy as np


def flatten(x):
    return x.reshape(-1, x.shape[0]).T
