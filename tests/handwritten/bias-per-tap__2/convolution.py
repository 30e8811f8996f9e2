import numpy as np


def conv1d(x, w, b):
    out = []
    for i in range(0, len(x) - len(w) + 1):
        y = 0
        for j in range(0, len(w)):
            y += x[i+j] * w[j] + b
        out.append(y)
    return np.array(out)


def conv2d_single(x, w, b):
    oh = x.shape[0] - w.shape[0] + 1
    ow = x.shape[1] - w.shape[1] + 1
    out = np.zeros([oh, ow])
    for i in range(oh):
        for j in range(ow):
            for p in range(w.shape[0]):
                for q in range(w.shape[1]):
                    # x * w + b
                    out[i, j] = out[i, j] + x[i+p, j+q] * w[p, q] + b
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
