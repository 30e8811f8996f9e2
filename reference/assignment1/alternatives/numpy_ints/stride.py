"""Right answers in NumPy integers: strided convolution on integer arrays of starts."""

import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    """Starts are NumPy integers."""
    window = kernel.shape[:2]
    shape = conv_output_shape(x.shape, kernel.shape[3], window, strides, padding)
    if padding == "same":
        pads = [same_padding(x.shape[a], window[a], strides[a]) for a in (0, 1)]
        x = zero_pad(x, *pads)
    out = np.zeros(shape)
    for place in np.ndindex(out.shape[:2]):
        i, j = np.array(place) * np.array(strides)
        patch = x[i : i + window[0], j : j + window[1]]
        out[place] = np.tensordot(patch, kernel, axes=3) + bias
    return out
