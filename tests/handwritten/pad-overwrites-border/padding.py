import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    H, W, C = x.shape
    y = x.copy()
    for i in range(H):
        for j in range(W):
            # 테두리를 0으로
            if i < pad_height[0] or i >= H - pad_height[1]:
                y[i, j] = 0
            if j < pad_width[0] or j >= W - pad_width[1]:
                y[i, j] = 0
    return y


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
