import numpy as np


def start_and_count(size, k, s, padding):
    if padding == 'valid':
        return 0, (size - k) // s + 1
    count = (size + s - 1) // s
    total = max(0, (count - 1) * s + k - size)
    return total // 2, count


def max_pool2d_batch(x, pool_size, strides, padding):
    p = (1, pool_size) if type(pool_size) == int else pool_size
    s = p if strides is None else strides
    s = (s, s) if type(s) == int else s
    n, h, w, c = x.shape
    top, oh = start_and_count(h, p[0], s[0], padding)
    left, ow = start_and_count(w, p[1], s[1], padding)
    result = np.zeros((n, oh, ow, c))
    for b in range(n):
        for ch in range(c):
            for i in range(oh):
                for j in range(ow):
                    best = -np.inf
                    for u in range(p[0]):
                        for v in range(p[1]):
                            y = i * s[0] + u - top
                            z = j * s[1] + v - left
                            if 0 <= y < h and 0 <= z < w:
                                if x[b, y, z, ch] > best:
                                    best = x[b, y, z, ch]
                    result[b, i, j, ch] = best
    return result
