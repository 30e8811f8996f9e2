import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, 1))
    rows = []
    for i in range(0, x.shape[0] - kh + 1, strides[0]):
        row = []
        for j in range(0, x.shape[1] - kw + 1):
            row.append([np.sum(x[i:i+kh, j:j+kw] * kernel[:, :, :, f]) + bias[f] for f in range(F)])
        rows.append(row)
    return np.array(rows)
