"""Right answers in single precision throughout: arguments cast, sums and results float32."""

import numpy as np


def single(*arrays):
    """Cast to float32, as a student does who read that networks use it."""
    return [np.asarray(one, dtype=np.float32) for one in arrays]


def conv1d(x, w, b):
    """One float32 sum per window."""
    x, w, b = single(x, w, b)
    out = np.zeros(x.size - w.size + 1, dtype=np.float32)
    for i in range(out.size):
        out[i] = np.sum(x[i : i + w.size] * w) + b
    return out


def conv2d_single(x, w, b):
    """One tap after the other, added up in float32 from the first to the last."""
    x, w, b = single(x, w, b)
    h, width = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    out = np.full((h, width), b, dtype=np.float32)
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            out += x[u : u + h, v : v + width] * w[u, v]
    return out


def conv2d(x, kernel, bias):
    """A float32 sum over the whole window at each place."""
    x, kernel, bias = single(x, kernel, bias)
    kh, kw, _, filters = kernel.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1, filters), dtype=np.float32)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for f in range(filters):
                out[i, j, f] = np.sum(x[i : i + kh, j : j + kw] * kernel[..., f]) + bias[f]
    return out
