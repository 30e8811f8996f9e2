import numpy as np


def accuracy(probabilities, labels):
    pred = np.argmax(probabilities, axis=1)
    return float(round(np.mean(pred == labels)))
