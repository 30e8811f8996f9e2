import numpy as np


def conv2d_batch(x, kernel, bias, strides, padding):
    s = (strides, strides) if isinstance(strides, int) else strides
    batch, h, w, channels = x.shape
    kh, kw, _, filters = kernel.shape
    if padding == 'valid':
        out_h = (h - kh) // s[0] + 1
        out_w = (w - kw) // s[1] + 1
        top, left = 0, 0
    else:
        out_h = (h + s[0] - 1) // s[0]
        out_w = (w + s[1] - 1) // s[1]
        top = kh // 2
        left = kw // 2
    y = np.zeros((batch, out_h, out_w, filters))
    for b in range(batch):
        for f in range(filters):
            for i in range(out_h):
                for j in range(out_w):
                    hap = bias[f]
                    for u in range(kh):
                        for v in range(kw):
                            r = i * s[0] + u - top
                            c = j * s[1] + v - left
                            if 0 <= r < h and 0 <= c < w:
                                for ch in range(channels):
                                    hap += x[b, r, c, ch] * kernel[u, v, ch, f]
                    y[b, i, j, f] = hap
    return y


def start_and_count(size, k, s, padding):
    if padding == 'valid':
        return 0, (size - k) // s + 1
    count = (size + s - 1) // s
    total = max(0, (count - 1) * s + k - size)
    return k // 2, (size + 2 * (k // 2) - k) // s + 1


def max_pool2d_batch(x, pool_size, strides, padding):
    p = (pool_size, pool_size) if type(pool_size) == int else pool_size
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
