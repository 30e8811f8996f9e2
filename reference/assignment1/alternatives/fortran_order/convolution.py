"""Right answers in Fortran order: work arrays and results have their first axis fastest."""

import numpy as np


def conv1d(x, w, b):
    """On one axis the two orders are the same; every second cell of a work array is not."""
    work = np.zeros((2, x.size - w.size + 1), order="F")
    for k in range(w.size):
        work[0] += x[k : k + work.shape[1]] * w[k]
    work[0] += b
    return np.asfortranarray(work)[0]


def conv2d_single(x, w, b):
    """Fill columns first."""
    x, w = np.asfortranarray(x), np.asfortranarray(w)
    kh, kw = w.shape
    out = np.empty((x.shape[0] - kh + 1, x.shape[1] - kw + 1), order="F")
    for j in range(out.shape[1]):
        for i in range(out.shape[0]):
            out[i, j] = np.vdot(x[i : i + kh, j : j + kw], w) + b
    return out


def conv2d(x, kernel, bias):
    """One filter after the other: the filters are the slowest axis here."""
    x, kernel = np.asfortranarray(x), np.asfortranarray(kernel)
    kh, kw, _, filters = kernel.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1, filters), order="F")
    for f in range(filters):
        for j in range(out.shape[1]):
            for i in range(out.shape[0]):
                out[i, j, f] = (x[i : i + kh, j : j + kw] * kernel[..., f]).sum() + bias[f]
    return np.asfortranarray(out)
