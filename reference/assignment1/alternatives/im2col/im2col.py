"""Windows as the rows of a matrix, by index arithmetic (as in CS231n and DLFS)."""

import numpy as np


def im2col(x, kh, kw, sh, sw):
    """Return one row per window, each flattened in the order (kh, kw, C), and the grid."""
    height, width, channels = x.shape
    rows = (height - kh) // sh + 1
    columns = (width - kw) // sw + 1
    top = np.repeat(np.arange(rows) * sh, columns)
    left = np.tile(np.arange(columns) * sw, rows)
    u = np.repeat(np.arange(kh), kw * channels)
    v = np.tile(np.repeat(np.arange(kw), channels), kh)
    c = np.tile(np.arange(channels), kh * kw)
    return x[top[:, None] + u, left[:, None] + v, c], (rows, columns)


def pads(size, window, stride):
    """Return the padding of "same" along one axis."""
    total = max(window - stride if size % stride == 0 else window - size % stride, 0)
    return total // 2, total - total // 2


def pad_same(x, window, strides, value):
    """Pad an image for "same" with a value."""
    around = [pads(x.shape[axis], window[axis], strides[axis]) for axis in (0, 1)]
    return np.pad(x, [*around, (0, 0)], constant_values=value)
