import numpy as np


def conv1d(x, w, b):
    """Slide the weights over a line of numbers.

    x has shape (L,), w has shape (K,), b is one number; the result is (L - K + 1,).
    """
    length = x.shape[0] - w.shape[0] + 1
    out = np.zeros(length)
    for i in range(length):
        total = b
        for k in range(w.shape[0]):
            total = total + x[i + k] * w[k]
        out[i] = total
    return out


def conv2d_single(x, w, b):
    h, wd = x.shape
    kh, kw = w.shape
    out = np.zeros((h - kh + 1, wd - kw + 1))
    for i in range(h - kh + 1):
        for j in range(wd - kw + 1):
            sum_ = 0
            for m in range(kh):
                for n in range(kw):
                    sum_ = sum_ + x[i + m][j + n] * w[n][m]
            out[i][j] = sum_ + b
    return out


def conv2d(x, kernel, bias):
    h, wd, ch = x.shape
    kh, kw, ch, nf = kernel.shape
    out = np.zeros((h - kh + 1, wd - kw + 1, nf))
    for f in range(nf):
        for i in range(h - kh + 1):
            for j in range(wd - kw + 1):
                sum_ = 0
                for m in range(kh):
                    for n in range(kw):
                        for c in range(ch):
                            sum_ = sum_ + x[i + m][j + n][c] * kernel[n][m][c][f]
                out[i][j][f] = sum_ + bias[f]
    return out
