import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    return np.pad(x, (pad_height, pad_width, (0, 0)), mode="wrap")


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
    top, _ = same_padding(H, kh, 1)
    left, _ = same_padding(W, kw, 1)
    out = np.zeros((H, W, F))
    for f in range(F):
        for i in range(H):
            for j in range(W):
                s = bias[f]
                for u in range(kh):
                    for v in range(kw):
                        # % so that the index never leaves the picture
                        s = s + np.dot(x[(i + u - top) % H, (j + v - left) % W], kernel[u, v, :, f])
                out[i, j, f] = s
    return out
