"""Convolution and max pooling for a batch of pictures."""

import math

import numpy as np


def as_pair(value):
    """Turn an int into a pair."""
    if isinstance(value, int):
        return value, value
    return value


def pad_amounts(size, window, stride):
    """Return the output size and the padding before and after for "same"."""
    out = math.ceil(size / stride)
    total = max((out - 1) * stride + window - size, 0)
    return out, (total // 2, total - total // 2)


def conv2d_batch(x, kernel, bias, strides, padding):
    """Convolve every picture of the batch."""
    sh, sw = as_pair(strides)
    n, h, w, _ = x.shape
    kh, kw, _, filters = kernel.shape
    if padding == "same":
        out_h, pad_h = pad_amounts(h, kh, sh)
        out_w, pad_w = pad_amounts(w, kw, sw)
        x = np.pad(x, ((0, 0), pad_h, pad_w, (0, 0)))
    else:
        out_h = (h - kh) // sh + 1
        out_w = (w - kw) // sw + 1
    out = np.zeros((n, out_h, out_w, filters))
    for b in range(n):
        for i in range(out_h):
            for j in range(out_w):
                patch = x[b, i * sh : i * sh + kh, j * sw : j * sw + kw]
                for f in range(filters):
                    out[b, i, j, f] = np.sum(patch * kernel[..., f]) + bias[f]
        return out


def max_pool2d_batch(x, pool_size, strides, padding):
    """Take the maximum of every window."""
    ph, pw = as_pair(pool_size)
    sh, sw = (ph, pw) if strides is None else as_pair(strides)
    n, h, w, channels = x.shape
    if padding == "same":
        out_h, pad_h = pad_amounts(h, ph, sh)
        out_w, pad_w = pad_amounts(w, pw, sw)
        x = np.pad(x, ((0, 0), pad_h, pad_w, (0, 0)), constant_values=-np.inf)
    else:
        out_h = (h - ph) // sh + 1
        out_w = (w - pw) // sw + 1
    out = np.zeros((n, out_h, out_w, channels))
    for i in range(out_h):
        for j in range(out_w):
            window = x[:, i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[:, i, j] = window.max(axis=(1, 2))
    return out
