import numpy as np
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    result = []
    # skip that many pixels
    for r in range(0, x.shape[0] - kh + 1, strides[0] + 1):
        result.append([])
        for c in range(0, x.shape[1] - kw + 1, strides[1] + 1):
            w = x[r:r+kh, c:c+kw]
            result[-1].append([np.sum(w * kernel[..., f]) + bias[f] for f in range(F)])
    return np.array(result)
