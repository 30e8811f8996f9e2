"""Right answers as one matrix product: only the patches that a stride keeps."""

from im2col import im2col, pad_same


def conv2d_strided(x, kernel, bias, strides, padding):
    """Strided patches times weights."""
    kh, kw, _, filters = kernel.shape
    if padding == "same":
        x = pad_same(x, (kh, kw), strides, 0)
    patches, grid = im2col(x, kh, kw, *strides)
    return (patches @ kernel.reshape(-1, filters) + bias).reshape(*grid, filters)
