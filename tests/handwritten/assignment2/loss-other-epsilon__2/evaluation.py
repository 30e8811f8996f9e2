import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    eps = 1e-12
    p = np.clip(probabilities, eps, 1.0)
    return -np.sum(one_hot * np.log(p)) / p.shape[0]


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.maximum(probabilities, 1e-8)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
