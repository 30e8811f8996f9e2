import numpy as np


def dropout(x, rate, mask, training):
    if not training:
        return x
    out = x.copy()
    out[mask == 0] = 0
    return out
