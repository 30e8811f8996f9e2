import numpy as np


def dropout(x, rate, mask, training):
    if training:
        x = x * mask
    return x / (1 - rate)
