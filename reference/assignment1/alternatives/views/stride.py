"""Right answers whose results are views: every stride-th place of the stride 1 result."""

from convolution import conv2d
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    """Return a slice with steps, of a transposed array."""
    if padding == "same":
        pads = [same_padding(x.shape[a], kernel.shape[a], strides[a]) for a in (0, 1)]
        x = zero_pad(x, *pads)
    return conv2d(x, kernel, bias)[:: strides[0], :: strides[1], :]
