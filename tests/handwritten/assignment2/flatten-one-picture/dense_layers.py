import numpy as np


def flatten(x):
    return x[0].flatten()
