import math

import numpy as np


def conv2d_strided(x, kernel, bias, strides, padding):
    H, W, C = x.shape
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        oh, ow = math.ceil(H / sh), math.ceil(W / sw)
        # P = ((O - 1) * S + K - N) / 2, the smaller half on the left
        top = ((oh - 1) * sh + kh - H) // 2
        left = ((ow - 1) * sw + kw - W) // 2
    else:
        oh, ow = (H - kh) // sh + 1, (W - kw) // sw + 1
        top, left = 0, 0
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                total = bias[f]
                for u in range(kh):
                    for v in range(kw):
                        r = i * sh + u - top
                        c = j * sw + v - left
                        if 0 <= r < H and 0 <= c < W:
                            total = total + np.sum(x[r, c] * kernel[u, v, :, f])
                out[i, j, f] = total
    return out
