import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    right, down = strides     # (오른쪽, 아래쪽)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, down), same_padding(x.shape[1], kw, right))
    oh = (x.shape[0] - kh) // down + 1
    ow = (x.shape[1] - kw) // right + 1
    y = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                acc = bias[f]
                for c in range(C):
                    for u in range(kh):
                        for v in range(kw):
                            acc = acc + x[i*down+u, j*right+v, c] * kernel[u, v, c, f]
                y[i, j, f] = acc
    return y
