"""Right answers as nested loops over single numbers: Python floats, one cell at a time."""

import numpy as np


def conv1d(x, w, b):
    """Collect a list of Python floats, then make an array of it."""
    answers = []
    for i in range(len(x) - len(w) + 1):
        total = float(b)
        for k in range(len(w)):
            total += float(x[i + k]) * float(w[k])
        answers.append(total)
    return np.array(answers)


def conv2d_single(x, w, b):
    """Four loops; the bias comes last."""
    h, width = x.shape
    kh, kw = w.shape
    rows = []
    for i in range(h - kh + 1):
        row = []
        for j in range(width - kw + 1):
            total = 0.0
            for u in range(kh):
                for v in range(kw):
                    total += x[i + u][j + v].item() * w[u][v].item()
            row.append(total + float(b))
        rows.append(row)
    return np.array(rows)


def conv2d(x, kernel, bias):
    """Six loops, the channels innermost."""
    h, w, channels = x.shape
    kh, kw, _, filters = kernel.shape
    out = np.empty((h - kh + 1, w - kw + 1, filters))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            for f in range(filters):
                total = float(bias[f])
                for u in range(kh):
                    for v in range(kw):
                        for c in range(channels):
                            total += float(x[i + u, j + v, c]) * float(kernel[u, v, c, f])
                out[i, j, f] = total
    return out
