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
    kh, kw = w.shape
    nx = x.shape[1] - kw + 1     # x direction
    ny = x.shape[0] - kh + 1     # y direction
    result = np.zeros((nx, ny))
    for i in range(nx):
        for j in range(ny):
            result[i, j] = np.sum(x[j:j+kh, i:i+kw] * w) + b
    return result


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    ny, nx = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    maps = np.zeros((F, ny, nx))
    for f in range(F):
        for j in range(ny):
            for i in range(nx):
                maps[f, j, i] = np.sum(x[j:j+kh, i:i+kw] * kernel[..., f]) + bias[f]
    # filters to the end
    return maps.T
