import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    hs = list(range(0, x.shape[0] - kh + 1, strides[0]))
    ws = list(range(0, x.shape[1] - kw + 1, strides[1]))
    out = np.zeros((len(hs), len(ws), F))
    for i in range(len(hs)):
        for j in range(len(ws)):
            patch = x[hs[i]:hs[i] + kh, ws[j]:ws[j] + kw].reshape(-1)
            out[i, j] = patch @ kernel.reshape(-1, F) + bias
    return out
