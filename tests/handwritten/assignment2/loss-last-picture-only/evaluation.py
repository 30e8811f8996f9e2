import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    for i in range(len(p)):
        loss = -np.sum(one_hot[i] * np.log(p[i]))
    return loss


def sparse_categorical_crossentropy(probabilities, labels):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    total = 0
    for row, label in zip(p, labels):
        total = -np.log(row[label])
    return total / len(labels)
