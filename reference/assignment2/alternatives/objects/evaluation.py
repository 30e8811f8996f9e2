"""Right answers as objects that are updated picture by picture, as the metrics of Keras are."""

import math
from statistics import fmean

import numpy as np


class Mean:
    """Remembers values, and has a result."""

    def __init__(self):
        self.values = []

    def update(self, value):
        """One picture more."""
        self.values.append(value)

    @property
    def result(self):
        """Of all that were seen."""
        return fmean(self.values)


def surprise(p):
    """Never asked of 0."""
    return -math.log(sorted((1e-7, float(p), 1 - 1e-7))[1])


def predict_classes(probabilities):
    """Let Python find the first of the largest."""
    return np.fromiter((max(range(len(row)), key=row.__getitem__) for row in probabilities), int)


def accuracy(probabilities, labels):
    """A mean of truth values."""
    metric = Mean()
    for answer, label in zip(predict_classes(probabilities), labels):
        metric.update(bool(answer == label))
    return metric.result


def categorical_crossentropy(probabilities, one_hot):
    """A product of rows finds the right probability."""
    metric = Mean()
    for row, right in zip(probabilities, one_hot):
        metric.update(surprise(row @ right))
    return metric.result


def sparse_categorical_crossentropy(probabilities, labels):
    """The same with rows of 0 and 1."""
    return categorical_crossentropy(probabilities, np.identity(probabilities.shape[1])[labels])
