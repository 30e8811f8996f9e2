import numpy as np
from padding import same_padding
from output_shape import output_size
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    pw, ph = pool_size       # width, height
    if strides is None:
        sh, sw = ph, pw
    else:
        sh, sw = strides
    if padding == "same":
        x = np.pad(x, (same_padding(x.shape[0], ph, sh), same_padding(x.shape[1], pw, sw), (0, 0)),
                   constant_values=-np.inf)
    oh, ow = (x.shape[0] - ph) // sh + 1, (x.shape[1] - pw) // sw + 1
    out = np.zeros((oh, ow, x.shape[2]))
    for i in range(oh):
        for j in range(ow):
            for c in range(x.shape[2]):
                out[i, j, c] = x[i*sh:i*sh+ph, j*sw:j*sw+pw, c].max()
    return out


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    out = np.zeros((output_size(H, pool_size[0], strides[0], padding), output_size(W, pool_size[1], strides[1], padding), C))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            t, b = inside(first_start(H, pool_size[0], strides[0], padding) + i * strides[0], pool_size[0], H)
            l, r = inside(first_start(W, pool_size[1], strides[1], padding) + j * strides[1], pool_size[1], W)
            out[i, j] = x[t:b, l:r].mean(axis=(0, 1))
    return out
