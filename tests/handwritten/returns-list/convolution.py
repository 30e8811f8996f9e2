import numpy as np


def conv1d(x, w, b):
    result = []
    for i in range(len(x) - len(w) + 1):
        s = b
        for k in range(len(w)):
            s += x[i + k] * w[k]
        result.append(s)
    return result


def conv2d_single(x, w, b):
    kh, kw = w.shape
    result = []
    for i in range(x.shape[0] - kh + 1):
        row = []
        for j in range(x.shape[1] - kw + 1):
            row.append(np.sum(x[i:i+kh, j:j+kw] * w) + b)
        result.append(row)
    return result


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    return [
        [
            [float(np.sum(x[i:i+kh, j:j+kw] * kernel[..., f]) + bias[f]) for f in range(F)]
            for j in range(x.shape[1] - kw + 1)
        ]
        for i in range(x.shape[0] - kh + 1)
    ]
