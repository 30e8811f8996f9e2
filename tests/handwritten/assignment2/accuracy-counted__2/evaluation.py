import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    right = 0
    for a, b in zip(pred, labels):
        right += a == b
    return float(right)
