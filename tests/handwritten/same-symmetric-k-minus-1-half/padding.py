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
    return (kernel_size - 1) // 2, (kernel_size - 1) // 2


def conv2d_same(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    p, q = (kh - 1) // 2, (kw - 1) // 2
    canvas = np.zeros((x.shape[0] + 2 * p, x.shape[1] + 2 * q, C))
    canvas[p:p + x.shape[0], q:q + x.shape[1]] = x
    return conv2d(canvas, kernel, bias)
