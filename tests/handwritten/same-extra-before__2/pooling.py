import math

import numpy as np


def pad_same(x, ph, pw, sh, sw):
    H, W, C = x.shape
    need_h = max((math.ceil(H / sh) - 1) * sh + ph - H, 0)
    need_w = max((math.ceil(W / sw) - 1) * sw + pw - W, 0)
    top, left = math.ceil(need_h / 2), math.ceil(need_w / 2)
    y = np.full((H + need_h, W + need_w, C), np.nan)
    y[top:top+H, left:left+W] = x
    return y


def pool(x, pool_size, strides, padding, fn):
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        x = pad_same(x, ph, pw, sh, sw)
    rows = range(0, x.shape[0] - ph + 1, sh)
    cols = range(0, x.shape[1] - pw + 1, sw)
    return np.array([[fn(x[r:r+ph, c:c+pw], axis=(0, 1)) for c in cols] for r in rows])


def max_pool2d(x, pool_size, strides, padding):
    return pool(x, pool_size, strides, padding, np.nanmax)


def avg_pool2d(x, pool_size, strides, padding):
    return pool(x, pool_size, strides, padding, np.nanmean)
