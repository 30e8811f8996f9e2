import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    dy, dx = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, dy), same_padding(x.shape[1], kw, dx))
    b = float(bias[0])   # bias는 숫자 하나
    y = []
    for r in range(0, x.shape[0] - kh + 1, dy):
        line = []
        for c in range(0, x.shape[1] - kw + 1, dx):
            line.append([np.sum(x[r:r+kh, c:c+kw] * kernel[:, :, :, f]) + b for f in range(F)])
        y.append(line)
    return np.array(y)
