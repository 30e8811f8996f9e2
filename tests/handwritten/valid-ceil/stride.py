import math

import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
        oh, ow = (x.shape[0] - kh) // sh + 1, (x.shape[1] - kw) // sw + 1
    else:
        oh = math.ceil((x.shape[0] - kh) / sh) + 1
        ow = math.ceil((x.shape[1] - kw) / sw) + 1
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            window = x[i*sh:i*sh+kh, j*sw:j*sw+kw]
            k = kernel[:window.shape[0], :window.shape[1]]
            for f in range(F):
                out[i, j, f] = np.sum(window * k[..., f]) + bias[f]
    return out
