import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=0)
    right = 0
    for i in range(len(labels)):
        if pred[i] == labels[i]:
            right += 1
    return right / len(labels)
