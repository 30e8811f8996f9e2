import numpy as np


def predict_classes(probabilities):
    out = np.zeros(probabilities.shape, dtype=int)
    for i in range(len(out)):
        out[i, np.argmax(probabilities[i])] = 1
    return out
