import numpy as np
from padding import same_padding


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    if strides is None:
        strides = pool_size
    sw, sh = strides
    if padding == "same":
        x = np.pad(x, (same_padding(x.shape[0], ph, sh), same_padding(x.shape[1], pw, sw), (0, 0)),
                   constant_values=float("-inf"))
    oh, ow = (x.shape[0] - ph) // sh + 1, (x.shape[1] - pw) // sw + 1
    out = np.empty((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            out[i, j] = x[i*sh:i*sh+ph, j*sw:j*sw+pw].max(axis=(0, 1))
    return out


def avg_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        x = np.pad(x, (same_padding(x.shape[0], ph, sh), same_padding(x.shape[1], pw, sw), (0, 0)),
                   constant_values=np.nan)
    rows = range(0, x.shape[0] - ph + 1, sh)
    cols = range(0, x.shape[1] - pw + 1, sw)
    return np.array([[np.nanmean(x[r:r+ph, c:c+pw], axis=(0, 1)) for c in cols] for r in rows])
