import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    return 1 - (pred == labels).sum() / len(labels)
