import numpy as np


def flatten(x):
    for image in x:
        return image.reshape(1, -1)
