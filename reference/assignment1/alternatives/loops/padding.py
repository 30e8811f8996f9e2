"""Right answers as nested loops over single numbers: padding."""

import math

import numpy as np


def zero_pad(x, pad_height, pad_width):
    """Ask of every cell of the result where it comes from."""
    height, width, channels = x.shape
    out = np.empty((height + sum(pad_height), width + sum(pad_width), channels))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for c in range(channels):
                row, column = i - pad_height[0], j - pad_width[0]
                if 0 <= row < height and 0 <= column < width:
                    out[i, j, c] = x[row, column, c]
                else:
                    out[i, j, c] = 0.0
    return out


def same_padding(size, kernel_size, stride):
    """Use the formula of TensorFlow's documentation, with a float division on the way."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel_size - size, 0)
    return math.floor(total / 2), math.ceil(total / 2)


def conv2d_same(x, kernel, bias):
    """Six loops over the image itself; what lies outside is skipped."""
    height, width, channels = x.shape
    kh, kw, _, filters = kernel.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    out = np.empty((height, width, filters))
    for i in range(height):
        for j in range(width):
            for f in range(filters):
                total = float(bias[f])
                for u in range(kh):
                    for v in range(kw):
                        row, column = i + u - top, j + v - left
                        if not (0 <= row < height and 0 <= column < width):
                            continue
                        for c in range(channels):
                            total += float(x[row, column, c]) * float(kernel[u, v, c, f])
                out[i, j, f] = total
    return out
