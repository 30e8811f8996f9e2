import numpy as np


def one_hot(labels, classes):
    classes = len(set(labels))
    out = np.zeros((len(labels), classes))
    for i, label in enumerate(labels):
        out[i, label] = 1
    return out
