import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    y = np.clip(one_hot, 1e-7, 1 - 1e-7)
    return -np.sum(probabilities * np.log(y)) / len(y)


def sparse_categorical_crossentropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    y = np.clip(one_hot, 1e-7, 1 - 1e-7)
    return -np.mean(np.sum(probabilities * np.log(y), axis=1))
