import numpy as np


def conv2d_strided(x, kernel, bias, strides, padding):
    H, W, C = x.shape
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        # solve (H + p - kh)/sh + 1 = H for p
        p = (H - 1) * sh + kh - H
        q = (W - 1) * sw + kw - W
        x = np.pad(x, ((p // 2, p - p // 2), (q // 2, q - q // 2), (0, 0)))
    oh = (x.shape[0] - kh) // sh + 1
    ow = (x.shape[1] - kw) // sw + 1
    y = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                y[i, j, f] = np.sum(x[i*sh:i*sh+kh, j*sw:j*sw+kw] * kernel[..., f]) + bias[f]
    return y
