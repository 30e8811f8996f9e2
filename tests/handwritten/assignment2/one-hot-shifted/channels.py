import numpy as np


def one_hot(labels, classes):
    out = np.zeros((len(labels), classes))
    for i in range(len(labels)):
        out[i, labels[i] - 1] = 1
    return out
