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
    # channel by channel
    weights = [np.concatenate([kernel[:, :, c, f].ravel() for c in range(C)]) for f in range(F)]
    for i in range(oh):
        for j in range(ow):
            patch = x[i*sh:i*sh+kh, j*sw:j*sw+kw].ravel()
            for f in range(F):
                out[i, j, f] = np.dot(patch, weights[f]) + bias[f]
    return out
