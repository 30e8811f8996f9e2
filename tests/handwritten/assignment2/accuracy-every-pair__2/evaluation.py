import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    right = 0
    for p in pred:
        for label in labels:
            if p == label:
                right += 1
    return right / len(labels)
