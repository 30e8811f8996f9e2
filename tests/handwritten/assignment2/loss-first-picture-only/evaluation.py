import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.sum(one_hot[0] * np.log(p[0]))


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    total = 0
    for i in range(len(labels)):
        total -= np.log(p[i, labels[i]])
        return total / len(labels)
