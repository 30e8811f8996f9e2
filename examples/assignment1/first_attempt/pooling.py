"""Max pooling and average pooling."""

import math

import numpy as np


def pad_amounts(size, window, stride):
    """Return the output size and the padding before and after for "same"."""
    out = math.ceil(size / stride)
    total = max((out - 1) * stride + window - size, 0)
    return out, (total // 2, total - total // 2)


def max_pool2d(x, pool_size, strides, padding):
    """Take the maximum of every window."""
    ph, pw = pool_size
    sh, sw = strides
    h, w, channels = x.shape
    if padding == "same":
        out_h, pad_h = pad_amounts(h, ph, sh)
        out_w, pad_w = pad_amounts(w, pw, sw)
        x = np.pad(x, (pad_h, pad_w, (0, 0)), constant_values=-np.inf)
    else:
        out_h = (h - ph) // sh + 1
        out_w = (w - pw) // sw + 1
    out = np.zeros((out_h, out_w, channels))
    for i in range(out_h):
        for j in range(out_w):
            out[i, j] = x[i * sh : i * sh + ph, j * sw : j * sw + pw].max(axis=(0, 1))
    return out


def avg_pool2d(x, pool_size, strides, padding):
    """Take the mean of every window."""
    if strides is None:
        strides = pool_size
    ph, pw = pool_size
    sh, sw = strides
    h, w, channels = x.shape
    if padding == "same":
        out_h, pad_h = pad_amounts(h, ph, sh)
        out_w, pad_w = pad_amounts(w, pw, sw)
        x = np.pad(x, (pad_h, pad_w, (0, 0)))
    else:
        out_h = (h - ph) // sh + 1
        out_w = (w - pw) // sw + 1
    out = np.zeros((out_h, out_w, channels))
    for i in range(out_h):
        for j in range(out_w):
            out[i, j] = x[i * sh : i * sh + ph, j * sw : j * sw + pw].mean(axis=(0, 1))
    return out
