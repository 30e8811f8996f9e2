import numpy as np


def predict_classes(probabilities):
    return np.round(probabilities[:, 1]).astype(int)
