import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
    rows = range(0, x.shape[0] - kh + 1, sh)
    cols = range(0, x.shape[1] - kw + 1, sw)
    result = np.zeros((len(rows), len(cols), F))
    rot = kernel[::-1, ::-1, :, :]
    for a, r in enumerate(rows):
        for b, c in enumerate(cols):
            patch = x[r:r + kh, c:c + kw, :]
            for f in range(F):
                result[a, b, f] = np.sum(patch * rot[:, :, :, f]) + bias[f]
    return result
