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
    n = -(-size // stride)
    total = max((n - 1) * stride + kernel_size - size, 0)
    return total / 2, total / 2


def conv2d_same(x, kernel, bias):
    H, W = x.shape[:2]
    kh, kw = kernel.shape[:2]
    return conv2d(zero_pad(x, ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)), kernel, bias)
