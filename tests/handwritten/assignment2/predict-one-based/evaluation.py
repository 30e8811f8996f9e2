import numpy as np


def predict_classes(probabilities):
    return np.argmax(probabilities, axis=1) + 1


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1) + 1
    return np.sum(pred == labels) / len(labels)
