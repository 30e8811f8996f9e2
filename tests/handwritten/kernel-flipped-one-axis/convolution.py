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
    # flip the kernel
    w = w[::-1]
    oh = x.shape[0] - w.shape[0] + 1
    ow = x.shape[1] - w.shape[1] + 1
    out = np.zeros((oh, ow))
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            out = out + x[u:u + oh, v:v + ow] * w[u, v]
    return out + b


def conv2d(x, kernel, bias):
    kh, kw, ch, nf = kernel.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1, nf))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for f in range(nf):
                val = bias[f]
                for c in range(ch):
                    for u in range(kh):
                        for v in range(kw):
                            val = val + x[i + u, j + v, c] * kernel[u, kw - 1 - v, c, f]
                out[i, j, f] = val
    return out
