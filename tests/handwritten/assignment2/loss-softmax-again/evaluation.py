import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    e = np.exp(probabilities - probabilities.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.sum(one_hot * np.log(p)) / len(p)


def sparse_categorical_crossentropy(probabilities, labels):
    e = np.exp(probabilities - probabilities.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
