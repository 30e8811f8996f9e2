import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.sum(one_hot * np.log(p))


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    total = 0.0
    for i, label in enumerate(labels):
        total -= np.log(p[i, label])
    return total
