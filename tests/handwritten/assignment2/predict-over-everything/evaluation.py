import numpy as np


def predict_classes(probabilities):
    return np.argmax(probabilities)


def accuracy(probabilities, labels):
    return np.mean(np.argmax(probabilities) == labels)
