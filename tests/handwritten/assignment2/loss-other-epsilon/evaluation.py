import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    return -np.mean(np.sum(one_hot * np.log(probabilities + 1e-9), axis=1))


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-15, 1 - 1e-15)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
