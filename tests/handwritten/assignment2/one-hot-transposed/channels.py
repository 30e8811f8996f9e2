import numpy as np


def one_hot(labels, classes):
    out = np.zeros((classes, len(labels)))
    for i in range(len(labels)):
        out[labels[i], i] = 1
    return out
