import numpy as np


def conv1d(x, w, b):
    result = np.zeros(x.shape[0] - w.shape[0] + 1)
    start = 0
    while start + len(w) < len(x):
        result[start] = (x[start:start + len(w)] * w).sum() + b
        start += 1
    return result


def conv2d_single(x, w, b):
    kh, kw = w.shape
    result = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    i = 0
    while i + kh < x.shape[0]:
        j = 0
        while j + kw < x.shape[1]:
            result[i, j] = (x[i:i + kh, j:j + kw] * w).sum() + b
            j += 1
        i += 1
    return result


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
