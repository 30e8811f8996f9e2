import numpy as np


def accuracy(probabilities, labels):
    right = 0
    for i in range(len(labels)):
        if probabilities[i][labels[i]] >= 0.5:
            right += 1
    return right / len(labels)
