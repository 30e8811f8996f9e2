import numpy as np


def conv1d(x, w, b):
    K = len(w)
    out = []
    for start in range(0, len(x) - K + 1, K):
        out.append(np.sum(x[start:start + K] * w) + b)
    return np.array(out)


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
    oh = x.shape[0] // kh
    ow = x.shape[1] // kw
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                window = x[i * kh:(i + 1) * kh, j * kw:(j + 1) * kw]
                out[i, j, f] = np.sum(window * kernel[:, :, :, f]) + bias[f]
    return out
