import numpy as np


def conv1d(x, w, b):
    out = np.zeros(len(x) - len(w) + 1, dtype=int)
    for i in range(len(out)):
        out[i] = np.sum(x[i:i+len(w)] * w) + b
    return out


def conv2d_single(x, w, b):
    kh, kw = w.shape
    out = np.zeros((x.shape[0]-kh+1, x.shape[1]-kw+1), dtype=np.int32)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w) + b
    return out


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    out = np.zeros((x.shape[0]-kh+1, x.shape[1]-kw+1, F), dtype=int)
    for f in range(F):
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                total = bias[f]
                for c in range(C):
                    total += (x[i:i+kh, j:j+kw, c] * kernel[:, :, c, f]).sum()
                out[i, j, f] = total
    return out
