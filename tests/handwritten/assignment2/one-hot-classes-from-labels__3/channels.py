import numpy as np


def one_hot(labels, classes):
    values = np.unique(labels)
    return (labels[:, None] == values).astype(float)
