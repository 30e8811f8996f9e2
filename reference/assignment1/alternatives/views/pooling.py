"""Right answers whose results are views: pooling with a window at every place, then a slice."""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from padding import same_padding


def every_window(x, pool_size):
    """Return a read-only view (H', W', ph, pw, C) of an image, at stride 1."""
    (h, w, c), (ph, pw) = x.shape, pool_size
    down, right, deep = x.strides
    shape = (h - ph + 1, w - pw + 1, ph, pw, c)
    return as_strided(x, shape, (down, right, down, right, deep), writeable=False)


def pooled(x, pool_size, strides, padding, fill, reduce):
    """Pad, reduce all windows, hand out every stride-th as a view."""
    strides = strides or pool_size
    if padding == "same":
        pads = [same_padding(x.shape[a], pool_size[a], strides[a]) for a in (0, 1)]
        x = np.pad(x, (*pads, (0, 0)), constant_values=fill)
    return reduce(every_window(x, pool_size), axis=(2, 3))[:: strides[0], :: strides[1]]


def max_pool2d(x, pool_size, strides, padding):
    """The result is a slice of a larger array."""
    return pooled(x, pool_size, strides, padding, -np.inf, np.max)


def avg_pool2d(x, pool_size, strides, padding):
    """A mean that leaves NaN out, in a slice of a larger array."""
    return pooled(x, pool_size, strides, padding, np.nan, np.nanmean)[:, :, :]
