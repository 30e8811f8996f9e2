import numpy as np


def predict_classes(probabilities):
    out = []
    for row in probabilities:
        best = 0
        for c in range(len(row)):
            if row[c] >= row[best]:
                best = c
        out.append(best)
    return np.array(out)


def accuracy(probabilities, labels):
    out = []
    for row in probabilities:
        best = 0
        for c in range(len(row)):
            if row[c] >= row[best]:
                best = c
        out.append(best)
    right = [a == b for a, b in zip(out, labels)]
    return sum(right) / len(right)
