import numpy as np


def dropout(x, rate, mask, training):
    if training:
        return x * mask / (1 - rate)
    return x * (1 - rate)
