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
    out = (size - 1) // stride + 1
    last = (out - 1) * stride + kernel_size      # last pixel that is needed
    total = max(last - (size - 1), 0)            # index of the last pixel is size - 1
    return total // 2, total - total // 2


def conv2d_same(x, kernel, bias):
    kh, kw = kernel.shape[:2]
    xx = np.pad(x, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0)))
    return conv2d(xx, kernel, bias)
