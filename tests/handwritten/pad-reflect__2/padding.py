import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    # mirror at the edge like scipy does
    padded = np.pad(x, ((pad_height[0], pad_height[1]), (pad_width[0], pad_width[1]), (0, 0)), "symmetric")
    return padded


def same_padding(size, kernel_size, stride):
    """Return how many zeros "same" puts before and after one axis; the odd one goes after."""
    windows = (size + stride - 1) // stride
    needed = (windows - 1) * stride + kernel_size
    total = max(needed - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x, kernel, bias):
    ph = same_padding(x.shape[0], kernel.shape[0], 1)
    pw = same_padding(x.shape[1], kernel.shape[1], 1)
    return conv2d(np.pad(x, (ph, pw, (0, 0))), kernel, bias)
