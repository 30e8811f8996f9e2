import numpy as np


def one_hot(labels, classes):
    out = np.zeros(classes)
    out[labels] = 1
    return out
