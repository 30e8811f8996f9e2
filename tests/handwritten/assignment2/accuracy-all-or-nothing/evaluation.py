import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    return float(np.array_equal(pred, labels))
