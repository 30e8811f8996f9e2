import numpy as np


def predict_classes(probabilities):
    return (probabilities[:, 1] > 0.5).astype(int)


def accuracy(probabilities, labels):
    pred = (probabilities[:, 1] > 0.5).astype(int)
    return np.mean(pred == labels)
