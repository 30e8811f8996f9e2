"""Convolution that does not stop at every position."""

import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    """Convolve, moving by strides[0] rows and strides[1] columns each time."""
    kernel_height, kernel_width, channels, filters = kernel.shape
    step_down, step_right = strides
    shape = conv_output_shape(x.shape, filters, (kernel_height, kernel_width), strides, padding)
    out = np.zeros(shape)
    if padding == "same":
        pad_height = same_padding(x.shape[0], kernel_height, step_down)
        pad_width = same_padding(x.shape[1], kernel_width, step_right)
        x = zero_pad(x, pad_height, pad_width)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            top = i * step_down
            left = j * step_right
            for f in range(filters):
                total = bias[f]
                for u in range(kernel_height):
                    for v in range(kernel_width):
                        for c in range(channels):
                            total = total + x[top + u, left + v, c] * kernel[u, v, c, f]
                out[i, j, f] = total
    return out
