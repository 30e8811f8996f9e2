import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    right = np.sum(probabilities * one_hot, axis=1)
    return -np.mean(np.log(right))


def sparse_categorical_crossentropy(probabilities, labels):
    total = 0
    for i in range(len(labels)):
        total += -np.log(probabilities[i, labels[i]])
    return total / len(labels)
