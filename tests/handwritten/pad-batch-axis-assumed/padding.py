import numpy as np
from convolution import conv2d


def zero_pad(X, pad_height, pad_width):
    X_pad = np.pad(X, ((0, 0), pad_height, pad_width), mode='constant', constant_values=(0, 0))
    return X_pad


def same_padding(size, kernel_size, stride):
    """Return how many zeros "same" puts before and after one axis; the odd one goes after."""
    windows = (size + stride - 1) // stride
    needed = (windows - 1) * stride + kernel_size
    total = max(needed - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x, kernel, bias):
    H, W, _ = x.shape
    (t, b), (l, r) = same_padding(H, kernel.shape[0], 1), same_padding(W, kernel.shape[1], 1)
    big = np.zeros((H + t + b, W + l + r, x.shape[2]))
    big[t:t+H, l:l+W] = x
    return conv2d(big, kernel, bias)
