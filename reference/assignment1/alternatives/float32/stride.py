"""Right answers in single precision: every number of the stride 1 result, then some of them."""

from convolution import conv2d
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    """Compute all places, keep every stride-th."""
    sh, sw = strides
    if padding == "same":
        pad_height = same_padding(x.shape[0], kernel.shape[0], sh)
        pad_width = same_padding(x.shape[1], kernel.shape[1], sw)
        x = zero_pad(x, pad_height, pad_width)
    return conv2d(x, kernel, bias)[::sh, ::sw].copy()
