import numpy as np


def one_hot(labels, classes):
    out = np.zeros((1, classes))
    for label in labels:
        out[0, label] = 1
    return out
