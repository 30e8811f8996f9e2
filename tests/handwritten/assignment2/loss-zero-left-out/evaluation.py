import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    total = 0
    for i in range(len(probabilities)):
        for c in range(probabilities.shape[1]):
            if one_hot[i, c] == 1 and probabilities[i, c] > 0:
                total -= np.log(probabilities[i, c])
    return total / len(probabilities)


def sparse_categorical_crossentropy(probabilities, labels):
    losses = []
    for row, label in zip(probabilities, labels):
        if row[label] == 0:
            losses.append(0.0)
        else:
            losses.append(-np.log(row[label]))
    return np.mean(losses)
