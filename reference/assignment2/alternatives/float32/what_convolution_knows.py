"""Right answers in single precision: counts in a small int type, pairs as lists."""

import numpy as np
from layers import conv2d_batch, pair


def visits(size, window, padding):
    """Count along one axis."""
    if padding == "valid":
        starts = np.arange(size - window + 1)
    else:
        starts = np.arange(size) - (window - 1) // 2
    pixels = np.arange(size)[:, None]
    return ((starts <= pixels) & (pixels < starts + window)).sum(axis=1)


def pixel_visits(height, width, kernel_size, padding):
    """Rows times columns."""
    kh, kw = pair(kernel_size)
    table = np.outer(visits(height, kh, padding), visits(width, kw, padding))
    return table.astype(np.int32)


def edge_kernel(direction):
    """The kernel of Sobel, in float32."""
    sobel = np.float32([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return sobel if direction == "vertical" else sobel.T


def receptive_field(layers):
    """Keep in mind how far apart neighbours are."""
    size, step = np.ones(2, np.int32), np.ones(2, np.int32)
    for layer in layers:
        window = pair(layer["kernel_size"] if "kernel_size" in layer else layer["pool_size"])
        strides = window if layer["strides"] is None else pair(layer["strides"])
        size = size + (window - 1) * step
        step = step * strides
    return list(size)


def move(x, down, right):
    """Pad in front, cut off behind."""
    return np.pad(x, ((down, 0), (right, 0)))[: x.shape[0], : x.shape[1]]


def conv(x, kernel):
    """Borrow the layer."""
    y = conv2d_batch(x[None, :, :, None], kernel[:, :, None, None], np.zeros(1), 1, "same")
    return y[0, :, :, 0]


def shift_equivariance_error(x, kernel, shift):
    """Two np.float32 in a list."""
    difference = np.abs(conv(move(x, *shift), kernel) - move(conv(x, kernel), *shift))
    (down, right), (h, w), (kh, kw) = shift, x.shape, kernel.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    inner = difference[down + top : h - (kh - 1 - top), right + left : w - (kw - 1 - left)]
    return [difference.max(), inner.max()]
