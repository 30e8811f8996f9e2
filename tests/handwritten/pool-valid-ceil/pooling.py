import math

import numpy as np
from padding import same_padding


def sizes(n, p, s, padding):
    if padding == "same":
        return math.ceil(n / s), same_padding(n, p, s)[0]
    # 풀링은 올림
    return math.ceil((n - p) / s) + 1, 0


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    oh, t = sizes(x.shape[0], pool_size[0], strides[0], padding)
    ow, l = sizes(x.shape[1], pool_size[1], strides[1], padding)
    out = np.zeros((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            a, b = i * strides[0] - t, j * strides[1] - l
            out[i, j] = x[max(a, 0):a + pool_size[0], max(b, 0):b + pool_size[1]].max(axis=(0, 1))
    return out


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    oh, t = sizes(x.shape[0], pool_size[0], strides[0], padding)
    ow, l = sizes(x.shape[1], pool_size[1], strides[1], padding)
    out = np.zeros((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            a, b = i * strides[0] - t, j * strides[1] - l
            for c in range(x.shape[2]):
                numbers = []
                for u in range(a, a + pool_size[0]):
                    for v in range(b, b + pool_size[1]):
                        if 0 <= u < x.shape[0] and 0 <= v < x.shape[1]:
                            numbers.append(x[u, v, c])
                out[i, j, c] = sum(numbers) / len(numbers)
    return out
