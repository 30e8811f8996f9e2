import math

import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    """Put zeros around the image x (H, W, C), on each side as many as asked for."""
    top, bottom = pad_height
    left, right = pad_width
    height, width, channels = x.shape
    shape = (height + top + bottom, width + left + right, channels)
    out = np.zeros(shape, dtype=x.dtype)
    out[top : top + height, left : left + width, :] = x
    return out


def same_padding(size, kernel_size, stride):
    out = math.ceil(size / stride)
    p = max(0, (out - 1) * stride + kernel_size - size)
    return (p, p)


def conv2d_same(x, kernel, bias):
    """Convolve so that the maps are as large as the image: pad, then convolve."""
    pad_height = same_padding(x.shape[0], kernel.shape[0], 1)
    pad_width = same_padding(x.shape[1], kernel.shape[1], 1)
    return conv2d(zero_pad(x, pad_height, pad_width), kernel, bias)
