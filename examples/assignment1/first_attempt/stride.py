"""Convolution with a stride."""

import math

import numpy as np


def conv2d_strided(x, kernel, bias, strides, padding):
    """Convolve with steps larger than one."""
    sw, sh = strides
    h, w, _ = x.shape
    kh, kw, _, filters = kernel.shape
    if padding == "same":
        out_h = math.ceil(h / sh)
        out_w = math.ceil(w / sw)
        pad_h = max((out_h - 1) * sh + kh - h, 0)
        pad_w = max((out_w - 1) * sw + kw - w, 0)
        top = pad_h // 2
        left = pad_w // 2
        x = np.pad(x, ((top, pad_h - top), (left, pad_w - left), (0, 0)))
    else:
        out_h = (h - kh) // sh + 1
        out_w = (w - kw) // sw + 1
    out = np.zeros((out_h, out_w, filters))
    for i in range(out_h):
        for j in range(out_w):
            patch = x[i * sh : i * sh + kh, j * sw : j * sw + kw, :]
            for f in range(filters):
                out[i, j, f] = np.sum(patch * kernel[:, :, :, f]) + bias[f]
    return out
