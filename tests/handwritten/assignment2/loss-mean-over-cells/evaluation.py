import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.mean(one_hot * np.log(p))


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    y = np.eye(p.shape[1])[labels]
    return -np.mean(y * np.log(p))
