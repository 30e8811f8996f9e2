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
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            # (i, j) is the centre of the kernel
            for u in range(kh):
                for v in range(kw):
                    out[i, j] += x[i + u - kh // 2, j + v - kw // 2] * w[u, v]
            out[i, j] += b
    return out


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    rows, cols = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    half_h, half_w = kh // 2, kw // 2
    out = np.zeros((rows, cols, F))
    for r in range(rows):
        for c in range(cols):
            rr = [r - half_h + u for u in range(kh)]
            cc = [c - half_w + v for v in range(kw)]
            window = x[rr][:, cc]
            for f in range(F):
                out[r, c, f] = np.sum(window * kernel[:, :, :, f]) + bias[f]
    return out
