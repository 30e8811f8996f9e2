import numpy as np


def relu(x):
    for v in x.flat:
        if v < 0:
            v = 0
    return x
