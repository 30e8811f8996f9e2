"""Right answers as one matrix product: patches times weights."""

from im2col import im2col


def conv1d(x, w, b):
    """A line is an image of one row and one channel."""
    patches, _ = im2col(x[None, :, None], 1, len(w), 1, 1)
    return patches @ w + b


def conv2d_single(x, w, b):
    """One channel, one filter."""
    patches, grid = im2col(x[:, :, None], *w.shape, 1, 1)
    return (patches @ w.ravel() + b).reshape(grid)


def conv2d(x, kernel, bias):
    """All filters in one product."""
    kh, kw, channels, filters = kernel.shape
    patches, grid = im2col(x, kh, kw, 1, 1)
    return (patches @ kernel.reshape(kh * kw * channels, filters) + bias).reshape(*grid, filters)
