import numpy as np


def conv1d(x, w, b):
    n = len(x) - len(w) + 1
    return np.array([np.mean(x[i:i+len(w)] * w) + b for i in range(n)])


def conv2d_single(x, w, b):
    kh, kw = w.shape
    rows, cols = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = np.mean(x[i:i+kh, j:j+kw] * w) + b
    return out


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    rows, cols = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    out = np.zeros((rows, cols, F))
    for i in range(rows):
        for j in range(cols):
            for f in range(F):
                out[i, j, f] = np.mean(x[i:i+kh, j:j+kw, :] * kernel[:, :, :, f]) + bias[f]
    return out
