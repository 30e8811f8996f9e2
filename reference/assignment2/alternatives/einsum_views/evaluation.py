"""Right answers by fancy indexing, masks and einsum: every second number of a larger array."""

import numpy as np


def predict_classes(probabilities):
    """The first column that is as large as the largest one; a view with a step."""
    twice = np.repeat((probabilities == probabilities.max(1, keepdims=True)).argmax(1), 2)
    return twice[::2]


def accuracy(probabilities, labels):
    """Count what is not zero; a float of NumPy."""
    return np.divide(np.count_nonzero(predict_classes(probabilities) == labels), labels.size)


def categorical_crossentropy(probabilities, one_hot):
    """A mask picks the right probabilities; an array without an axis is the answer."""
    right = np.minimum(np.maximum(probabilities[one_hot == 1], 1e-7), 1 - 1e-7)
    return np.einsum("n->", -np.log(right)) / right.size


def sparse_categorical_crossentropy(probabilities, labels):
    """Take along the axis of the classes."""
    right = np.take_along_axis(probabilities, labels[:, None], axis=1)
    return float(np.log(1 / right.clip(1e-7, 1 - 1e-7)).mean())
