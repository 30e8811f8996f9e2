import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
    big_h = (kh - 1) * sh + 1
    big_w = (kw - 1) * sw + 1
    oh = x.shape[0] - big_h + 1
    ow = x.shape[1] - big_w + 1
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            window = x[i:i + big_h:sh, j:j + big_w:sw, :]
            for f in range(F):
                out[i, j, f] = np.sum(window * kernel[..., f]) + bias[f]
    return out
