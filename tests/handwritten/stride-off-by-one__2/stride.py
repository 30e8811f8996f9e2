import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    n_h = int((x.shape[0] - kh) / strides[0])
    n_w = int((x.shape[1] - kw) / strides[1])
    Z = np.zeros((n_h, n_w, F))
    for h in range(n_h):
        for w in range(n_w):
            vert = h * strides[0]
            hor = w * strides[1]
            for f in range(F):
                Z[h, w, f] = np.sum(x[vert:vert+kh, hor:hor+kw] * kernel[:, :, :, f]) + bias[f]
    return Z
