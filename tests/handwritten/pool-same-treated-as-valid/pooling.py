import numpy as np


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    h = (x.shape[0] - pool_size[0]) // strides[0] + 1
    w = (x.shape[1] - pool_size[1]) // strides[1] + 1
    out = np.zeros((h, w, x.shape[2]))
    for i in range(h):
        for j in range(w):
            for c in range(x.shape[2]):
                out[i, j, c] = np.max(x[i*strides[0]:i*strides[0]+pool_size[0], j*strides[1]:j*strides[1]+pool_size[1], c])
    return out


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    (ph, pw), (sh, sw) = pool_size, strides
    h = (x.shape[0] - ph) // sh + 1
    w = (x.shape[1] - pw) // sw + 1
    out = np.zeros((h, w, x.shape[2]))
    for u in range(ph):
        for v in range(pw):
            out += x[u:u + (h - 1) * sh + 1:sh, v:v + (w - 1) * sw + 1:sw]
    return out / (ph * pw)
