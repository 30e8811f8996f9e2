import numpy as np


def pad_sizes(size, k, s):
    out = int(np.ceil(size / s))
    total = max((out - 1) * s + k - size, 0)
    before = total // 2
    return before, total - before


def conv_one(image, kernel, bias, strides):
    kh, kw = kernel.shape[:2]
    oh = (image.shape[0] - kh) // strides[0] + 1
    ow = (image.shape[1] - kw) // strides[1] + 1
    out = np.zeros((oh, ow, kernel.shape[3]))
    for i in range(oh):
        for j in range(ow):
            r = i * strides[0]
            c = j * strides[1]
            patch = image[r:r + kh, c:c + kw]
            out[i, j] = np.tensordot(patch, kernel, axes=3)
    return out + bias


def conv2d_batch(x, kernel, bias, strides, padding):

    if padding == 'same':
        rows = pad_sizes(x.shape[1], kernel.shape[0], strides[0])
        cols = pad_sizes(x.shape[2], kernel.shape[1], strides[1])
        x = np.pad(x, [(0, 0), rows, cols, (0, 0)])
    maps = []
    for image in x:
        maps.append(conv_one(image, kernel, bias, strides))
    return np.array(maps)


def start_and_count(size, k, s, padding):
    if padding == 'valid':
        return 0, (size - k) // s + 1
    count = (size + s - 1) // s
    total = max(0, (count - 1) * s + k - size)
    return total // 2, count


def max_pool2d_batch(x, pool_size, strides, padding):
    p = (pool_size, pool_size) if type(pool_size) == int else pool_size
    s = p if strides is None else strides

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
