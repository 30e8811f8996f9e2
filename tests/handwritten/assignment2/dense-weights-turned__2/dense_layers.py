import numpy as np


def dense(x, weights, bias):
    out = np.zeros((x.shape[0], weights.shape[1]))
    for n in range(x.shape[0]):
        for u in range(weights.shape[1]):
            total = bias[u]
            for k in range(x.shape[1]):
                total += x[n, k] * weights[u, k]
            out[n, u] = total
    return out
