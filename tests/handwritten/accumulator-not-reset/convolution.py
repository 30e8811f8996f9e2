import numpy as np


def conv1d(x, w, b):
    out = np.zeros(len(x) - len(w) + 1)
    total = 0
    for i in range(len(out)):
        for k in range(len(w)):
            total += x[i + k] * w[k]
        out[i] = total + b
    return out


def conv2d_single(x, w, b):
    kh, kw = w.shape
    out_h = x.shape[0] - kh + 1
    out_w = x.shape[1] - kw + 1
    out = np.zeros((out_h, out_w))
    hap = 0   # 합
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    hap = hap + x[i+u][j+v] * w[u][v]
            out[i][j] = hap + b
    return out


def conv2d(x, kernel, bias):
    """Make one map per filter, each from all channels.

    x is (H, W, C), kernel is (kh, kw, C, F), bias is (F,).
    """
    kernel_height, kernel_width, channels, filters = kernel.shape
    out_height = x.shape[0] - kernel_height + 1
    out_width = x.shape[1] - kernel_width + 1
    out = np.zeros((out_height, out_width, filters))
    for f in range(filters):
        for i in range(out_height):
            for j in range(out_width):
                total = bias[f]
                for c in range(channels):
                    window = x[i : i + kernel_height, j : j + kernel_width, c]
                    total = total + np.sum(window * kernel[:, :, c, f])
                out[i, j, f] = total
    return out
