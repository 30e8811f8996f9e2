import numpy as np


def max_pool2d_batch(x, pool_size, strides, padding):
    return x.max(axis=(1, 2))
