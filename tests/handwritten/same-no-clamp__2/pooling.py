import math

import numpy as np


def before(n, k, s, padding):
    if padding != "same":
        return 0
    total = (math.ceil(n / s) - 1) * s + k - n
    return total // 2


def how_many(n, k, s, padding):
    return math.ceil(n / s) if padding == "same" else (n - k) // s + 1


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    y = np.zeros((how_many(H, pool_size[0], strides[0], padding), how_many(W, pool_size[1], strides[1], padding), C))
    for i in range(y.shape[0]):
        a = i * strides[0] - before(H, pool_size[0], strides[0], padding)
        for j in range(y.shape[1]):
            b = j * strides[1] - before(W, pool_size[1], strides[1], padding)
            y[i, j] = x[max(0, a):a + pool_size[0], max(0, b):b + pool_size[1]].max(axis=(0, 1))
    return y


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    y = np.zeros((how_many(H, pool_size[0], strides[0], padding), how_many(W, pool_size[1], strides[1], padding), C))
    for i in range(y.shape[0]):
        a = i * strides[0] - before(H, pool_size[0], strides[0], padding)
        for j in range(y.shape[1]):
            b = j * strides[1] - before(W, pool_size[1], strides[1], padding)
            y[i, j] = x[max(0, a):a + pool_size[0], max(0, b):b + pool_size[1]].mean(axis=(0, 1))
    return y
