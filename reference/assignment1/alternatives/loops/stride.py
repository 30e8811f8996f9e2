"""Right answers as nested loops over single numbers: seven deep, with a batch of one."""

import numpy as np
from output_shape import output_size
from padding import same_padding


def conv2d_strided(x, kernel, bias, strides, padding):
    """Loop over images, rows, columns, filters, kernel rows, kernel columns and channels."""
    batch = x[np.newaxis]
    images, height, width, channels = batch.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    top = same_padding(height, kh, sh)[0] if padding == "same" else 0
    left = same_padding(width, kw, sw)[0] if padding == "same" else 0
    rows = output_size(height, kh, sh, padding)
    columns = output_size(width, kw, sw, padding)
    out = np.zeros((images, rows, columns, filters))
    for n in range(images):
        for i in range(rows):
            for j in range(columns):
                for f in range(filters):
                    for u in range(kh):
                        for v in range(kw):
                            for c in range(channels):
                                row, column = i * sh - top + u, j * sw - left + v
                                if 0 <= row < height and 0 <= column < width:
                                    pixel = float(batch[n, row, column, c])
                                    out[n, i, j, f] += pixel * float(kernel[u, v, c, f])
                    out[n, i, j, f] += float(bias[f])
    return out[0]
