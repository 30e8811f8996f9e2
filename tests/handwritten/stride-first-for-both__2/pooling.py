import numpy as np
from padding import same_padding


def windows(n, size, step, padding):
    """start and end of all windows on one axis"""
    if padding == "same":
        first = -same_padding(n, size, step)[0]
        count = (n + step - 1) // step
    else:
        first = 0
        count = (n - size) // step + 1
    return [(max(first + i * step, 0), min(first + i * step + size, n)) for i in range(count)]


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        rows = windows(x.shape[0], pool_size[0], pool_size[0], padding)
        cols = windows(x.shape[1], pool_size[1], pool_size[1], padding)
    else:
        stride = strides[0]
        rows = windows(x.shape[0], pool_size[0], stride, padding)
        cols = windows(x.shape[1], pool_size[1], stride, padding)
    return np.array([[x[a:b, c:d].max(axis=(0, 1)) for c, d in cols] for a, b in rows])


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        rows = windows(x.shape[0], pool_size[0], pool_size[0], padding)
        cols = windows(x.shape[1], pool_size[1], pool_size[1], padding)
    else:
        stride = strides[0]
        rows = windows(x.shape[0], pool_size[0], stride, padding)
        cols = windows(x.shape[1], pool_size[1], stride, padding)
    return np.array([[x[a:b, c:d].mean(axis=(0, 1)) for c, d in cols] for a, b in rows])
