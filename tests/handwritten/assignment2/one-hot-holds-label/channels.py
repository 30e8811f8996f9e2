import numpy as np


def one_hot(labels, classes):
    out = np.zeros((len(labels), classes))
    for i, label in enumerate(labels):
        out[i, label] = label
    return out
