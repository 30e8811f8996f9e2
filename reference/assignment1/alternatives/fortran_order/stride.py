"""Right answers in Fortran order: strided convolution on flattened columns."""

import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    """Flatten windows and filters in Fortran order, then multiply matrices."""
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    shape = conv_output_shape(x.shape, filters, (kh, kw), strides, padding)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
    weights = kernel.reshape(-1, filters, order="F")
    columns = [
        x[i * sh : i * sh + kh, j * sw : j * sw + kw].ravel(order="F")
        for j in range(shape[1])
        for i in range(shape[0])
    ]
    return (np.array(columns) @ weights + bias).reshape(shape, order="F")
