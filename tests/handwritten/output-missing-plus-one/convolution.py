import numpy as np


def conv1d(x, w, b):
    out = []
    for i in range(len(x) - len(w)):
        out.append(np.sum(x[i:i + len(w)] * w) + b)
    return np.array(out)


def conv2d_single(x, w, b):
    h, k = x.shape
    kh, kw = w.shape
    out = np.zeros((h - kh, k - kw))
    for i in range(h - kh):
        for j in range(k - kw):
            out[i, j] = np.sum(x[i:i + kh, j:j + kw] * w) + b
    return out


def conv2d(x, kernel, bias):
    H, W, _ = x.shape
    kh, kw, _, F = kernel.shape
    OH = H - kh
    OW = W - kw
    out = np.full((OH, OW, F), 0.0)
    for f in range(F):
        for i in range(OH):
            for j in range(OW):
                out[i, j, f] = np.sum(x[i:i + kh, j:j + kw] * kernel[..., f]) + bias[f]
    return out
