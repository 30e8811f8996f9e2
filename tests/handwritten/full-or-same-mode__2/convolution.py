import numpy as np


def conv1d(x, w, b):
    return np.correlate(x, w, mode="same") + b


def conv2d_single(x, w, b):
    """Slide a kernel over an image with one channel: (H, W) and (kh, kw)."""
    kernel_height, kernel_width = w.shape
    out_height = x.shape[0] - kernel_height + 1
    out_width = x.shape[1] - kernel_width + 1
    out = np.zeros((out_height, out_width))
    for i in range(out_height):
        for j in range(out_width):
            total = b
            for u in range(kernel_height):
                for v in range(kernel_width):
                    total = total + x[i + u, j + v] * w[u, v]
            out[i, j] = total
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
