import numpy as np


def conv1d(x, w, b):
    w = w / np.sum(w)
    n = len(x) - len(w) + 1
    y = np.zeros(n)
    for i in range(n):
        y[i] = np.dot(w, x[i:i+len(w)]) + b
    return y


def conv2d_single(x, w, b):
    total_weight = w.sum()
    out = np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            acc = 0
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    acc += x[i+u, j+v] * w[u, v]
            out[i, j] = acc / total_weight + b    # keeps the brightness
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
