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
    H, W, C = x.shape
    kh, kw, C, F = kernel.shape
    oy = (kh - 1) // 2
    ox = (kw - 1) // 2
    out = np.zeros((H, W, F))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            for f in range(F):
                # result belongs to the middle of the kernel
                out[i + oy, j + ox, f] = np.sum(x[i:i+kh, j:j+kw] * kernel[:, :, :, f]) + bias[f]
    return out
