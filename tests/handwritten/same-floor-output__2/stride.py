import numpy as np


def conv2d_strided(x, kernel, bias, strides, padding):
    H, W, C = x.shape
    kh, kw, _, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        oh, ow = int(H / sh), int(W / sw)
        ph = max((oh - 1) * sh + kh - H, 0)
        pw = max((ow - 1) * sw + kw - W, 0)
        x = np.pad(x, ((ph // 2, ph - ph // 2), (pw // 2, pw - pw // 2), (0, 0)))
    else:
        oh, ow = (H - kh) // sh + 1, (W - kw) // sw + 1
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                out[i, j, f] = np.sum(x[sh*i:sh*i+kh, sw*j:sw*j+kw] * kernel[:, :, :, f]) + bias[f]
    return out
