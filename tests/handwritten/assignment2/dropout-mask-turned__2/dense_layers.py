import numpy as np


def dropout(x, rate, mask, training):
    if training:
        return np.where(mask == 1, 0, x / (1 - rate))
    return x
