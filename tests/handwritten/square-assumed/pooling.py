import numpy as np
from output_shape import output_size
from padding import same_padding


def max_pool2d(x, pool_size, strides, padding):
    p = pool_size[0]
    if strides is None:
        strides = (p, p)
    H, W, C = x.shape
    oh = output_size(H, p, strides[0], padding)
    ow = output_size(W, p, strides[1], padding)
    t = l = 0
    if padding == "same":
        t = same_padding(H, p, strides[0])[0]
        l = same_padding(W, p, strides[1])[0]
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            y, z = i * strides[0] - t, j * strides[1] - l
            out[i, j] = x[max(y, 0):y + p, max(z, 0):z + p].max(axis=(0, 1))
    return out


def avg_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    oh = output_size(H, ph, strides[0], padding)
    ow = output_size(W, pw, strides[1], padding)
    t = l = 0
    if padding == "same":
        t = same_padding(H, ph, strides[0])[0]
        l = same_padding(W, pw, strides[1])[0]
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            y, z = i * strides[0] - t, j * strides[1] - l
            out[i, j] = x[max(y, 0):y + ph, max(z, 0):z + pw].mean(axis=(0, 1))
    return out
