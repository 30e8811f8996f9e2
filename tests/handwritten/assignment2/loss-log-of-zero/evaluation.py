import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    return -np.sum(one_hot * np.log(probabilities)) / len(probabilities)


def sparse_categorical_crossentropy(probabilities, labels):
    p = probabilities
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
