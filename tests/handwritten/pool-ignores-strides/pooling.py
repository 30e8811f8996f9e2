import numpy as np
from padding import same_padding


def blocks(n, p, padding):
    if padding == "same":
        before, after = same_padding(n, p, p)
        starts = range(-before, n + after - p + 1, p)
    else:
        starts = range(0, n - p + 1, p)
    return [slice(max(s, 0), s + p) for s in starts]


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    out = [[x[r, c].max(axis=(0, 1)) for c in blocks(x.shape[1], pw, padding)] for r in blocks(x.shape[0], ph, padding)]
    return np.array(out)


def avg_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    out = [[x[r, c].mean(axis=(0, 1)) for c in blocks(x.shape[1], pw, padding)] for r in blocks(x.shape[0], ph, padding)]
    return np.array(out)
