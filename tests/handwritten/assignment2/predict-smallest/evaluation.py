import numpy as np


def predict_classes(probabilities):
    return np.argmin(probabilities, axis=-1)


def accuracy(probabilities, labels):
    return (probabilities.argmin(axis=1) == labels).mean()
