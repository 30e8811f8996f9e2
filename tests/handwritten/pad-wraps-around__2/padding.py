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
    pt = same_padding(H, kh, 1)[0]
    pl = same_padding(W, kw, 1)[0]
    y = np.zeros((H, W, F))
    for i in range(H):
        for j in range(W):
            for f in range(F):
                y[i, j, f] = bias[f]
                for u in range(kh):
                    for v in range(kw):
                        r = i + u - pt
                        c = j + v - pl
                        if r >= H or c >= W:
                            continue    # outside
                        y[i, j, f] += np.sum(x[r, c] * kernel[u, v, :, f])
    return y
