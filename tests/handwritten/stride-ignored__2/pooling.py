import numpy as np
from padding import same_padding


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    if padding == "same":
        a, b = same_padding(x.shape[0], ph, 1)
        c, d = same_padding(x.shape[1], pw, 1)
        x = np.pad(x, ((a, b), (c, d), (0, 0)), constant_values=-np.inf)
    h = x.shape[0] - ph + 1
    w = x.shape[1] - pw + 1
    out = np.zeros((h, w, x.shape[2]))
    for i in range(h):
        for j in range(w):
            for c in range(x.shape[2]):
                out[i, j, c] = np.max(x[i:i+ph, j:j+pw, c])
    return out


def avg_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    H, W, C = x.shape
    t = l = 0
    h, w = H - ph + 1, W - pw + 1
    if padding == "same":
        t, l = same_padding(H, ph, 1)[0], same_padding(W, pw, 1)[0]
        h, w = H, W
    out = np.zeros((h, w, C))
    for i in range(h):
        for j in range(w):
            r1, r2 = max(i - t, 0), i - t + ph
            c1, c2 = max(j - l, 0), j - l + pw
            out[i, j] = x[r1:r2, c1:c2].mean(axis=0).mean(axis=0)
    return out
