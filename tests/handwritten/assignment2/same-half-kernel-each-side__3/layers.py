import numpy as np


def conv2d_batch(x, kernel, bias, strides, padding):
    if isinstance(strides, int):
        sh = sw = strides
    else:
        sh, sw = strides
    N, H, W, C = x.shape
    kh, kw, _, F = kernel.shape
    if padding == "same":
        oh = -(-H // sh)
        ow = -(-W // sw)
        x = np.pad(x, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    else:
        oh = (H - kh) // sh + 1
        ow = (W - kw) // sw + 1
    out = np.zeros((N, oh, ow, F))
    for n in range(N):
        for i in range(oh):
            for j in range(ow):
                for f in range(F):
                    window = x[n, i * sh : i * sh + kh, j * sw : j * sw + kw, :]
                    out[n, i, j, f] = np.sum(window * kernel[:, :, :, f]) + bias[f]
    return out
