import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    right = 0
    if pred[0] == labels[0]:
        right += 1
    return right / len(labels)
