import numpy as np
from output_shape import conv_output_shape


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    oh, ow, _ = conv_output_shape(x.shape, F, (kh, kw), strides, padding)
    if padding == "same":
        th = max((oh - 1) * sh + kh - x.shape[0], 0)
        tw = max((ow - 1) * sw + kw - x.shape[1], 0)
        x = np.pad(x, (((th + 1) // 2, th // 2), ((tw + 1) // 2, tw // 2), (0, 0)))
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            win = x[i*sh:i*sh+kh, j*sw:j*sw+kw]
            out[i, j] = [(win * kernel[..., f]).sum() + bias[f] for f in range(F)]
    return out
