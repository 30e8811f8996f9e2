import numpy as np
from convolution import conv2d


def zero_pad(x, pad_height, pad_width):
    return np.pad(x, [pad_height, pad_width, (0, 0)], mode="edge")


def same_padding(size, kernel_size, stride):
    """Return how many zeros "same" puts before and after one axis; the odd one goes after."""
    windows = (size + stride - 1) // stride
    needed = (windows - 1) * stride + kernel_size
    total = max(needed - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x, kernel, bias):
    H, W, C = x.shape
    kh, kw, _, F = kernel.shape
    t = same_padding(H, kh, 1)[0]
    l = same_padding(W, kw, 1)[0]
    out = np.zeros((H, W, F))
    for i in range(H):
        for j in range(W):
            # outside of the picture: take the nearest pixel
            rows = [min(max(i + u - t, 0), H - 1) for u in range(kh)]
            cols = [min(max(j + v - l, 0), W - 1) for v in range(kw)]
            window = x[np.ix_(rows, cols)]
            for f in range(F):
                out[i, j, f] = np.sum(window * kernel[..., f]) + bias[f]
    return out
