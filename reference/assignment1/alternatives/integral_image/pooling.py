"""Right answers that reduce a stack of strided slices, one per cell of the window."""

import numpy as np
from output_shape import pool_output_shape
from padding import same_padding


def taps(x, pool_size, strides, padding, fill):
    """Return every cell of the window as an image of the output's size: (cells, H', W', C)."""
    strides = pool_size if strides is None else strides
    h, w, _ = pool_output_shape(x.shape, pool_size, strides, padding)
    if padding == "same":
        pads = [same_padding(x.shape[a], pool_size[a], strides[a]) for a in (0, 1)]
        x = np.pad(x, [*pads, (0, 0)], constant_values=fill)
    sh, sw = strides
    return np.stack(
        [
            x[u : u + (h - 1) * sh + 1 : sh, v : v + (w - 1) * sw + 1 : sw]
            for u, v in np.ndindex(*pool_size)
        ]
    )


def max_pool2d(x, pool_size, strides, padding):
    """The maximum over the stack."""
    return np.maximum.reduce(taps(x, pool_size, strides, padding, -np.inf))


def boxes(x, pool_size, strides, padding):
    """Return the sum of every window, from a table of sums over all rectangles at the corner."""
    strides = pool_size if strides is None else strides
    h, w, channels = pool_output_shape(x.shape, pool_size, strides, padding)
    if padding == "same":
        pads = [same_padding(x.shape[a], pool_size[a], strides[a]) for a in (0, 1)]
        x = np.pad(x, [*pads, (0, 0)])
    table = np.zeros((x.shape[0] + 1, x.shape[1] + 1, channels))
    table[1:, 1:] = x.astype(np.float64).cumsum(axis=0).cumsum(axis=1)
    top = np.arange(h)[:, None] * strides[0]
    left = np.arange(w)[None, :] * strides[1]
    bottom, right = top + pool_size[0], left + pool_size[1]
    return table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]


def avg_pool2d(x, pool_size, strides, padding):
    """Sums of the image over numbers of pixels, both from an integral image."""
    counts = boxes(np.ones_like(x), pool_size, strides, padding)
    return boxes(x, pool_size, strides, padding) / counts
