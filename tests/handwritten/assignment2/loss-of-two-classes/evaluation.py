import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.sum(one_hot * np.log(p) + (1 - one_hot) * np.log(1 - p)) / len(p)


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    y = np.eye(p.shape[1])[labels]
    loss = y * np.log(p) + (1 - y) * np.log(1 - p)
    return -np.mean(np.sum(loss, axis=1))
