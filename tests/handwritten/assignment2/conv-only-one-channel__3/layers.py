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
        ph = max((oh - 1) * sh + kh - H, 0)
        pw = max((ow - 1) * sw + kw - W, 0)
        top = ph // 2
        left = pw // 2
        x = np.pad(x, ((0, 0), (top, ph - top), (left, pw - left), (0, 0)))
    else:
        oh = (H - kh) // sh + 1
        ow = (W - kw) // sw + 1
    out = np.zeros((N, oh, ow, F))
    for n in range(N):
        for i in range(oh):
            for j in range(ow):
                for f in range(F):
                    window = x[n, i * sh : i * sh + kh, j * sw : j * sw + kw, :]
                    for c in range(C):
                        out[n, i, j, f] = np.sum(window[:, :, c] * kernel[:, :, c, f]) + bias[f]
    return out
