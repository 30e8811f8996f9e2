import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
    columns = []
    for left in range(0, x.shape[1] - kw + 1, sw):
        column = []
        for top in range(0, x.shape[0] - kh + 1, sh):
            column.append([np.sum(x[top:top+kh, left:left+kw] * kernel[..., f]) + bias[f] for f in range(F)])
        columns.append(column)
    return np.array(columns)
