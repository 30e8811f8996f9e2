import numpy as np


def dense(x, weights, bias):
    out = []
    for row in x:
        out.append([np.mean(row * weights[:, u]) + bias[u] for u in range(len(bias))])
    return np.array(out)
