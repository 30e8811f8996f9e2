import numpy as np


def conv1d(x, w, b):
    """Slide the weights over a line of numbers.

    x has shape (L,), w has shape (K,), b is one number; the result is (L - K + 1,).
    """
    length = x.shape[0] - w.shape[0] + 1
    out = np.zeros(length)
    for i in range(length):
        total = b
        for k in range(w.shape[0]):
            total = total + x[i + k] * w[k]
        out[i] = total
    return out


def conv2d_single(x, w, b):
    k = w.T
    n_rows = x.shape[0] - k.shape[0] + 1
    n_cols = x.shape[1] - k.shape[1] + 1
    out = np.zeros((n_rows, n_cols))
    for r in range(n_rows):
        for c in range(n_cols):
            out[r, c] = np.sum(x[r:r + k.shape[0], c:c + k.shape[1]] * k) + b
    return out


def conv2d(x, kernel, bias):
    # (높이, 너비) -> (너비, 높이)
    kernel = np.transpose(kernel, (1, 0, 2, 3))
    a, b, c, d = kernel.shape
    out_h = x.shape[0] - a + 1
    out_w = x.shape[1] - b + 1
    result = np.zeros((out_h, out_w, d))
    for n in range(d):
        for i in range(out_h):
            for j in range(out_w):
                result[i, j, n] = np.sum(x[i:i+a, j:j+b, :] * kernel[:, :, :, n]) + bias[n]
    return result
