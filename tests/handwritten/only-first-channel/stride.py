import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh = kernel.shape[0]
    kw = kernel.shape[1]
    F = kernel.shape[-1]
    if padding == 'same':
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    oh = (x.shape[0] - kh) // strides[0] + 1
    ow = (x.shape[1] - kw) // strides[1] + 1
    y = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                r, c = i * strides[0], j * strides[1]
                y[i, j, f] = bias[f]
                for u in range(kh):
                    for v in range(kw):
                        y[i, j, f] += x[r + u, c + v, 0] * kernel[u, v, 0, f]
    return y
