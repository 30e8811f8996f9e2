"""How good the network is."""

import numpy as np


def predict_classes(probabilities):
    """The class with the largest probability."""
    return np.argmax(probabilities, axis=1)


def accuracy(probabilities, labels):
    """Share of right answers."""
    return np.mean(predict_classes(probabilities) == labels)


def categorical_crossentropy(probabilities, one_hot):
    """Mean loss of the batch."""
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.mean(one_hot * np.log(p))


def sparse_categorical_crossentropy(probabilities, labels):
    """Mean loss of the batch, for labels that are numbers."""
    raise NotImplementedError("assignment2: sparse_categorical_crossentropy")
