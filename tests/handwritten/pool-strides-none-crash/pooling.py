import numpy as np
from padding import same_padding


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    sh, sw = strides
    if padding == "same":
        pads = (same_padding(x.shape[0], ph, sh), same_padding(x.shape[1], pw, sw), (0, 0))
        x = np.pad(x, pads, constant_values=-np.inf)
    oh = (x.shape[0] - ph) // sh + 1
    ow = (x.shape[1] - pw) // sw + 1
    out = np.zeros((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            out[i, j] = np.amax(x[i*sh:i*sh+ph, j*sw:j*sw+pw], axis=(0, 1))
    return out


def avg_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    sh, sw = strides[0], strides[1]
    if padding == "same":
        pads = (same_padding(x.shape[0], ph, sh), same_padding(x.shape[1], pw, sw), (0, 0))
        x = np.pad(x, pads, constant_values=np.nan)
    oh = (x.shape[0] - ph) // sh + 1
    ow = (x.shape[1] - pw) // sw + 1
    out = np.zeros((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            out[i, j] = np.nanmean(x[i*sh:i*sh+ph, j*sw:j*sw+pw], axis=(0, 1))
    return out
