import numpy as np


def one_hot(labels, classes):
    k = labels.max() + 1
    return np.eye(k)[labels]
