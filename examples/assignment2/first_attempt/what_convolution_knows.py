"""Windows, edges and patches."""

import numpy as np
from layers import as_pair


def pixel_visits(height, width, kernel_size, padding):
    """Count the windows on each pixel."""
    kh, kw = as_pair(kernel_size)
    top, left, out_h, out_w = 0, 0, height - kh + 1, width - kw + 1
    if padding == "same":
        top, left, out_h, out_w = (kh - 1) // 2, (kw - 1) // 2, height, width
    counts = np.zeros((height + kh, width + kw), dtype=int)
    for i in range(out_h):
        for j in range(out_w):
            counts[i : i + kh, j : j + kw] += 1
    return counts[top : top + height, left : left + width]


def edge_kernel(direction):
    """The kernel of Prewitt."""
    kernel = np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]])
    if direction == "horizontal":
        return kernel.T
    return kernel


def receptive_field(layers):
    """Size of the patch that one number sees."""
    height, width = 1, 1
    for layer in layers:
        kh, kw = as_pair(layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"])
        height += kh - 1
        width += kw - 1
    return height, width


def shift_equivariance_error(x, kernel, shift):
    """How much the convolution of a moved picture differs."""
    raise NotImplementedError("assignment2: shift_equivariance_error")
