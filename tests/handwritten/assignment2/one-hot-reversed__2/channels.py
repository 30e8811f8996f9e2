import numpy as np


def one_hot(labels, classes):
    return 1 - np.eye(classes)[labels]
