import numpy as np


def accuracy(probabilities, labels):
    for row, label in zip(probabilities, labels):
        if np.argmax(row) == label:
            return 1.0
        return 0.0
