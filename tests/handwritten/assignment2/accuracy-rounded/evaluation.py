import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    return round(float(np.mean(pred == labels)), 2)
