import numpy as np


def dense(x, weights, bias):
    out = np.zeros((x.shape[0], weights.shape[1]))
    for n in range(x.shape[0]):
        for u in range(weights.shape[1]):
            for k in range(x.shape[1]):
                out[n, u] += x[n, k] * weights[k, u] + bias[u]
    return out
