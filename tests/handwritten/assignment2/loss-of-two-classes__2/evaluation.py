import numpy as np


def categorical_crossentropy(probabilities, one_hot):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.mean(one_hot * np.log(p) + (1 - one_hot) * np.log(1 - p))
