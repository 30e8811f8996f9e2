"""Right answers as a fold of ones, a stack of probes, and a padded picture."""

import numpy as np
from layers import conv2d_batch, tuple2, unfold


def pixel_visits(height, width, kernel_size, padding):
    """Number the pixels from 1, unfold, and count how often each number comes."""
    numbers = np.arange(1, height * width + 1).reshape(1, 1, height, width)
    columns, _ = unfold(numbers, tuple2(kernel_size), (1, 1), padding, 0)
    counts = np.bincount(columns.ravel(), minlength=height * width + 1)
    return counts[1:].reshape(height, width)


def edge_kernel(direction):
    """An outer product of a mean and a difference: that of Scharr."""
    mean, difference = np.float32([3, 10, 3]), np.float32([1, 0, -1])
    if direction == "vertical":
        return np.outer(mean, difference)
    return np.outer(difference, mean)


def receptive_field(layers):
    """Let an interval of places grow, layer by layer, from the last one to the first."""
    ends = [[0, 0], [0, 0]]
    for layer in layers[::-1]:
        k = tuple2(layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"])
        stride = tuple2(layer["strides"]) if layer["strides"] is not None else k
        ends = [[a * s, b * s + n - 1] for (a, b), s, n in zip(ends, stride, k)]
    return tuple(b - a + 1 for a, b in ends)


def shift_equivariance_error(x, kernel, shift):
    """Both pictures go through the layer as one batch."""
    h, w = x.shape
    down, right = shift
    moved = np.zeros_like(x)
    moved[down:, right:] = x[: h - down, : w - right]
    batch = np.stack([moved, x])[..., None]
    first, second = conv2d_batch(batch, kernel[:, :, None, None], np.zeros(1), 1, "same")[..., 0]
    later = np.zeros_like(second)
    later[down:, right:] = second[: h - down, : w - right]
    gap = np.abs(first - later)
    rows = np.arange(h)[:, None] - (kernel.shape[0] - 1) // 2
    columns = np.arange(w) - (kernel.shape[1] - 1) // 2
    whole = (rows >= down) & (rows + kernel.shape[0] <= h)
    whole = whole & (columns >= right) & (columns + kernel.shape[1] <= w)
    return gap.max(), gap[whole].max()
