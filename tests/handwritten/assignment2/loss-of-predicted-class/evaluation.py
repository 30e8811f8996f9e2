import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.mean(np.log(np.max(p, axis=1)))


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    best = np.argmax(p, axis=1)
    return -np.mean(np.log(p[np.arange(len(p)), best]))
