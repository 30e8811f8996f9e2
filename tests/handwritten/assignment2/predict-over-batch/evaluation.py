import numpy as np


def predict_classes(probabilities):
    return np.argmax(probabilities, axis=0)


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=0)
    return np.mean(pred == labels)
