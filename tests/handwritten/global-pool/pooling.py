import numpy as np


def max_pool2d(x, pool_size, strides, padding):
    return x.max(axis=(0, 1))


def avg_pool2d(x, pool_size, strides, padding):
    means = []
    for c in range(x.shape[-1]):
        means.append(np.mean(x[:, :, c]))
    return np.array(means)
