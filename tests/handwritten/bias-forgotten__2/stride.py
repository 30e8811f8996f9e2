import numpy as np
from padding import same_padding


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, _, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        x = np.pad(x, (same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw), (0, 0)))
    nh = (x.shape[0] - kh) // sh + 1
    nw = (x.shape[1] - kw) // sw + 1
    out = np.zeros((nh, nw, F))
    for i in range(nh):
        for j in range(nw):
            patch = x[i * sh:i * sh + kh, j * sw:j * sw + kw]
            out[i, j] = np.tensordot(patch, kernel, axes=3)
    return out
