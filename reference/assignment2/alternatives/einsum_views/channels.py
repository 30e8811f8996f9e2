"""Right answers as views and by fancy indexing: pictures and labels."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def add_channel_axis(images):
    """A view with an axis of stride 0."""
    return as_strided(images, (*images.shape, 1), (*images.strides, 0), writeable=False)


def scale_pixels(images):
    """Look every pixel up in a table; the answer is in Fortran's order."""
    return np.asfortranarray(np.linspace(0.0, 1.0, 256)[images])


def one_hot(labels, classes):
    """Write ones by fancy indexing into the transpose, and hand that out turned around."""
    columns = np.zeros((classes, labels.size))
    columns[labels, np.arange(labels.size)] = 1
    return columns.T
