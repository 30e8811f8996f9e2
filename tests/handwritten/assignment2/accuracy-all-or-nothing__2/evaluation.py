import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    return float(np.sum(pred == labels) // len(labels))
