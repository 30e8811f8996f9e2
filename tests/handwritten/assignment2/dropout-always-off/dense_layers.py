import numpy as np


def dropout(x, rate, mask, training):
    return x
