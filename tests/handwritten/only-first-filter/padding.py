import numpy as np


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
    kh, kw, C, F = kernel.shape
    H, W = x.shape[:2]
    padded = zero_pad(x, same_padding(H, kh, 1), same_padding(W, kw, 1))
    filt = kernel[..., 0]
    one = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            one[i, j] = (padded[i:i+kh, j:j+kw] * filt).sum()
    # one map for each bias
    return np.stack([one + b for b in bias], axis=2)
