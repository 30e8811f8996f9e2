import numpy as np


def conv1d(x, w, b):
    K = len(w)
    out = np.zeros(len(x) - K + 1)
    for i in range(len(out)):
        window = x[i:i+K]
        window *= w
        out[i] = window.sum() + b
    return out


def conv2d_single(x, w, b):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            patch = x[i:i+kh, j:j+kw]
            patch *= w
            out[i, j] = np.sum(patch) + b
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
