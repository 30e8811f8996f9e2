import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    th, tw = sum(pad_height), sum(pad_width)
    # 위아래로 반반
    up = th // 2
    left = tw // 2
    return np.pad(x, ((up, th - up), (left, tw - left), (0, 0)), mode="constant")


def same_padding(size, kernel_size, stride):
    """Return how many zeros "same" puts before and after one axis; the odd one goes after."""
    windows = (size + stride - 1) // stride
    needed = (windows - 1) * stride + kernel_size
    total = max(needed - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x, kernel, bias):
    """Convolve so that the maps are as large as the image: pad, then convolve."""
    pad_height = same_padding(x.shape[0], kernel.shape[0], 1)
    pad_width = same_padding(x.shape[1], kernel.shape[1], 1)
    return conv2d(zero_pad(x, pad_height, pad_width), kernel, bias)
