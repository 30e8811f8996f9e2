import numpy as np
from padding import conv2d_same


def conv2d_strided(x, kernel, bias, strides, padding):
    if padding == "same":
        # same: output as large as the input
        return conv2d_same(x, kernel, bias)
    kh, kw, C, F = kernel.shape
    oh = (x.shape[0] - kh) // strides[0] + 1
    ow = (x.shape[1] - kw) // strides[1] + 1
    y = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            a, b = i * strides[0], j * strides[1]
            for f in range(F):
                y[i, j, f] = np.sum(x[a:a+kh, b:b+kw] * kernel[:, :, :, f]) + bias[f]
    return y
