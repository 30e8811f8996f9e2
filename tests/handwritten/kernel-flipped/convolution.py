import numpy as np


def conv1d(x, w, b):
    # numpy already has a function for this :)
    return np.convolve(x, w, mode="valid") + b


def conv2d_single(x, w, b):
    kh, kw = w.shape
    w = w[::-1, ::-1]   # a convolution turns the kernel by 180 degrees (Wikipedia)
    H = x.shape[0] - kh + 1
    W = x.shape[1] - kw + 1
    y = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            y[i, j] = (x[i:i+kh, j:j+kw] * w).sum() + b
    return y


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    H = x.shape[0] - kh + 1
    W = x.shape[1] - kw + 1
    y = np.zeros((H, W, F))
    for f in range(F):
        for i in range(H):
            for j in range(W):
                s = 0
                for u in range(kh):
                    for v in range(kw):
                        for c in range(C):
                            s += x[i + u, j + v, c] * kernel[kh - 1 - u, kw - 1 - v, c, f]
                y[i, j, f] = s + bias[f]
    return y
