import numpy as np


def flatten(x):
    return np.array([image.flatten(order='F') for image in x])
