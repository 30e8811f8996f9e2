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
    """Return how many zeros "same" puts before and after one axis; the odd one goes after."""
    windows = (size + stride - 1) // stride
    needed = (windows - 1) * stride + kernel_size
    total = max(needed - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x, kernel, bias):
    # 필터를 뒤집어야 진짜 convolution
    flipped = np.flip(kernel, axis=(0, 1))
    ph = same_padding(x.shape[0], kernel.shape[0], 1)
    pw = same_padding(x.shape[1], kernel.shape[1], 1)
    return conv2d(zero_pad(x, ph, pw), flipped, bias)
