"""Right answers as nested loops over single numbers: flatten, dense, dropout."""

import numpy as np


def flatten(x):
    """Append number after number."""
    n, height, width, channels = x.shape
    lines = []
    for picture in range(n):
        line = []
        for i in range(height):
            for j in range(width):
                for c in range(channels):
                    line.append(x[picture, i, j, c])
        lines.append(line)
    return np.array(lines)


def dense(x, weights, bias):
    """Three loops."""
    n = x.shape[0]
    inputs, units = weights.shape
    out = np.empty((n, units))
    for picture in range(n):
        for unit in range(units):
            total = float(bias[unit])
            for k in range(inputs):
                total += float(x[picture, k]) * float(weights[k, unit])
            out[picture, unit] = total
    return out


def dropout(x, rate, mask, training):
    """Walk over both arrays side by side."""
    out = []
    for number, kept in zip(x.ravel().tolist(), mask.ravel().tolist()):
        if not training:
            out.append(number)
        elif kept == 1:
            out.append(number / (1 - rate))
        else:
            out.append(0.0)
    return np.array(out).reshape(x.shape)
