import numpy as np


def conv1d(x, w, b):
    n = len(x) - len(w) + 1
    out = np.zeros(n)
    for i in range(n - 1):
        out[i] = np.dot(x[i:i+len(w)], w) + b
    return out


def conv2d_single(x, w, b):
    H, W = x.shape
    kh, kw = w.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh):
        for j in range(W - kw):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w) + b
    return out


def conv2d(x, kernel, bias):
    H, W, C = x.shape
    kh, kw, C, F = kernel.shape
    out = np.zeros((H - kh + 1, W - kw + 1, F))
    # -1 because indices start at 0
    for i in range(0, out.shape[0] - 1):
        for j in range(0, out.shape[1] - 1):
            for f in range(F):
                out[i, j, f] = np.sum(x[i:i+kh, j:j+kw, :] * kernel[:, :, :, f]) + bias[f]
    return out
