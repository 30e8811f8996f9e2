import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    oh, ow, _ = conv_output_shape(x.shape, F, (kh, kw), strides, padding)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            total = 0
            for f in range(F):
                for c in range(C):
                    total += np.sum(x[i*sh:i*sh+kh, j*sw:j*sw+kw, c] * kernel[:, :, c, f])
            out[i, j, :] = total + bias
    return out
