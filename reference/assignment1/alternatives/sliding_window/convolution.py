"""Right answers with sliding_window_view and tensordot."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv1d(x, w, b):
    """Windows times weights."""
    return sliding_window_view(x, w.shape) @ w + b


def conv2d_single(x, w, b):
    """Contract the two window axes."""
    return np.tensordot(sliding_window_view(x, w.shape), w, axes=2) + b


def conv2d(x, kernel, bias):
    """Windows come as (H', W', 1, kh, kw, C)."""
    return np.tensordot(sliding_window_view(x, kernel.shape[:3])[:, :, 0], kernel, axes=3) + bias
