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
    k = w.shape[0]
    out = np.zeros((x.shape[0] - k + 1, x.shape[1] - k + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            t = b
            for u in range(k):
                for v in range(k):
                    t = t + x[i+u, j+v] * w[u, v]
            out[i, j] = t
    return out


def conv2d(x, kernel, bias):
    k = kernel.shape[0]     # kernels are square
    C, F = kernel.shape[2], kernel.shape[3]
    out = np.zeros((x.shape[0] - k + 1, x.shape[1] - k + 1, F))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for f in range(F):
                t = bias[f]
                for u in range(k):
                    for v in range(k):
                        for c in range(C):
                            t = t + x[i+u, j+v, c] * kernel[u, v, c, f]
                out[i, j, f] = t
    return out
