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
    cnt = kh * kw
    acc = 0
    for u in range(kh):
        for v in range(kw):
            acc = acc + w[u, v] * x[u:x.shape[0] - kh + 1 + u, v:x.shape[1] - kw + 1 + v]
    acc = acc / cnt   # 평균
    return acc + b


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
