import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    s = strides[0]
    kh, kw, C, F = kernel.shape
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, s), same_padding(x.shape[1], kw, s))
    out_h = int((x.shape[0] - kh) / s) + 1
    out_w = int((x.shape[1] - kw) / s) + 1
    out = np.zeros((out_h, out_w, F))
    for i in range(out_h):
        for j in range(out_w):
            window = x[i * s:i * s + kh, j * s:j * s + kw, :]
            for f in range(F):
                out[i, j, f] = np.sum(window * kernel[:, :, :, f]) + bias[f]
    return out
