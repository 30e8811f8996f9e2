import numpy as np
from padding import same_padding


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    if strides is None:
        strides = pool_size
    if padding == "same":
        pads = same_padding(x.shape[0], ph, strides[0]), same_padding(x.shape[1], pw, strides[1]), (0, 0)
        x = np.pad(x, pads, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(x, pool_size, axis=(0, 1))
    return windows[::strides[0], ::strides[1]].max(axis=(-2, -1))


def avg_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    if strides is None:
        step_y, step_x = ph, pw
    else:
        step_x, step_y = strides
    H, W, C = x.shape
    if padding == "same":
        top = same_padding(H, ph, step_y)[0]
        left = same_padding(W, pw, step_x)[0]
        oh, ow = -(-H // step_y), -(-W // step_x)
    else:
        top = left = 0
        oh, ow = (H - ph) // step_y + 1, (W - pw) // step_x + 1
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            y = i * step_y - top
            z = j * step_x - left
            out[i, j] = x[max(y, 0):y+ph, max(z, 0):z+pw].mean(axis=(0, 1))
    return out
