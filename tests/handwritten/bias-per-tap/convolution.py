import numpy as np


def conv1d(x, w, b):
    K = w.size
    return np.array([sum(x[i:i+K] * w + b) for i in range(x.size - K + 1)])


def conv_single_step(a_slice, W, b):
    s = a_slice * W + b
    return np.sum(s)


def conv2d_single(x, w, b):
    n_h = x.shape[0] - w.shape[0] + 1
    n_w = x.shape[1] - w.shape[1] + 1
    out = np.zeros((n_h, n_w))
    for h in range(n_h):
        for k in range(n_w):
            out[h, k] = conv_single_step(x[h:h+w.shape[0], k:k+w.shape[1]], w, b)
    return out


def conv2d(x, kernel, bias):
    f_h, f_w, _, n_C = kernel.shape
    n_H = x.shape[0] - f_h + 1
    n_W = x.shape[1] - f_w + 1
    Z = np.zeros((n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            for c in range(n_C):
                Z[h, w, c] = conv_single_step(x[h:h+f_h, w:w+f_w, :], kernel[:, :, :, c], bias[c])
    return Z
