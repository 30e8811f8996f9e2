import numpy as np


def predict_classes(probabilities):
    pred = []
    for row in probabilities:
        pred.append(1 if row[1] >= 0.5 else 0)
    return np.array(pred)
