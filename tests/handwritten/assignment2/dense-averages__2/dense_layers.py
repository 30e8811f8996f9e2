import numpy as np


def dense(x, weights, bias):
    return x @ weights / x.shape[1] + bias
