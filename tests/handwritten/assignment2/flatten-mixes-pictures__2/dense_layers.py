import numpy as np


def flatten(x):
    N, H, W, C = x.shape
    return x.reshape(H * W * C, N)
