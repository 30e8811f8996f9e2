"""Right answers with every stride-th window of sliding_window_view."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    """Take all windows, keep some, contract."""
    if padding == "same":
        x = zero_pad(x, *map(same_padding, x.shape[:2], kernel.shape[:2], strides))
    windows = sliding_window_view(x, kernel.shape[:3])[:: strides[0], :: strides[1], 0]
    return np.tensordot(windows, kernel, axes=3) + bias
