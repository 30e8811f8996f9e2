import numpy as np


def one_hot(labels, classes):
    out = np.zeros((len(labels), classes + 1))
    out[np.arange(len(labels)), labels] = 1
    return out
