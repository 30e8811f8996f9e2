import numpy as np


def dense(x, weights, bias):
    out = np.zeros((weights.shape[1], x.shape[0]))
    for n in range(x.shape[0]):
        for u in range(weights.shape[1]):
            out[u, n] = np.sum(x[n] * weights[:, u]) + bias[u]
    return out
