import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    ph = pad_height[0]
    pw = pad_width[0]
    H, W, C = x.shape
    out = np.zeros((H + 2 * ph, W + 2 * pw, C))
    out[ph:ph + H, pw:pw + W, :] = x
    return out


def same_padding(size, kernel_size, stride):
    """Return how many zeros "same" puts before and after one axis; the odd one goes after."""
    windows = (size + stride - 1) // stride
    needed = (windows - 1) * stride + kernel_size
    total = max(needed - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x, kernel, bias):
    return conv2d(np.pad(x, (same_padding(x.shape[0], kernel.shape[0], 1),
                             same_padding(x.shape[1], kernel.shape[1], 1), (0, 0))), kernel, bias)
