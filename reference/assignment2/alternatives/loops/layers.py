"""Right answers as nested loops over single numbers: convolution and pooling of a batch."""

import math

import numpy as np


def both(value):
    """Return a list of two ints."""
    if isinstance(value, int):
        return [value, value]
    return list(value)


def places(size, window, stride, padding):
    """Return where the windows begin along one axis; before the picture it is negative."""
    if padding == "valid":
        return list(range(0, size - window + 1, stride))
    count = math.ceil(size / stride)
    total = max((count - 1) * stride + window - size, 0)
    return [-(total // 2) + k * stride for k in range(count)]


def conv2d_batch(x, kernel, bias, strides, padding):
    """Seven loops; what lies outside is skipped."""
    n, height, width, channels = x.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = both(strides)
    batch = []
    for picture in range(n):
        rows = []
        for top in places(height, kh, sh, padding):
            row = []
            for left in places(width, kw, sw, padding):
                cell = []
                for f in range(filters):
                    total = 0.0
                    for u in range(kh):
                        for v in range(kw):
                            i, j = top + u, left + v
                            if i < 0 or j < 0 or i >= height or j >= width:
                                continue
                            for c in range(channels):
                                total += float(x[picture, i, j, c]) * float(kernel[u, v, c, f])
                    cell.append(total + float(bias[f]))
                row.append(cell)
            rows.append(row)
        batch.append(rows)
    return np.array(batch)


def pool2d(x, pool_size, strides, padding, reduce):
    """Collect the numbers of each window in a list."""
    n, height, width, channels = x.shape
    ph, pw = both(pool_size)
    sh, sw = both(pool_size if strides is None else strides)
    tops = places(height, ph, sh, padding)
    lefts = places(width, pw, sw, padding)
    out = np.zeros((n, len(tops), len(lefts), channels))
    for picture in range(n):
        for a in range(len(tops)):
            for b in range(len(lefts)):
                for c in range(channels):
                    cells = []
                    for i in range(tops[a], tops[a] + ph):
                        for j in range(lefts[b], lefts[b] + pw):
                            if 0 <= i < height and 0 <= j < width:
                                cells.append(float(x[picture, i, j, c]))
                    out[picture, a, b, c] = reduce(cells)
    return out


def max_pool2d_batch(x, pool_size, strides, padding):
    """Python's own max over a list."""
    return pool2d(x, pool_size, strides, padding, max)
