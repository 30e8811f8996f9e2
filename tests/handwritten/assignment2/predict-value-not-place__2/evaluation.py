import numpy as np


def predict_classes(probabilities):
    return np.array([max(row) for row in probabilities])
