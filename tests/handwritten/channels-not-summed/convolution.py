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
    kh, kw, C, F = kernel.shape
    win = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(0, 1))
    # win: (H', W', C, kh, kw)
    y = np.einsum("ijcuv,uvcf->ijcf", win, kernel)
    return y + bias
