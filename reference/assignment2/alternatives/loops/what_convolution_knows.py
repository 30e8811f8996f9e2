"""Right answers by brute force: count, step back from one cell, move pixel by pixel."""

import numpy as np
from layers import both, places


def pixel_visits(height, width, kernel_size, padding):
    """Let every window leave a mark on its pixels."""
    kh, kw = both(kernel_size)
    marks = [[0] * width for _ in range(height)]
    for top in places(height, kh, 1, padding):
        for left in places(width, kw, 1, padding):
            for i in range(top, top + kh):
                for j in range(left, left + kw):
                    if 0 <= i < height and 0 <= j < width:
                        marks[i][j] += 1
    return np.array(marks)


def edge_kernel(direction):
    """Left minus right, or top minus bottom, written out."""
    if direction == "vertical":
        return np.array([[1.0, 0.0, -1.0], [1.0, 0.0, -1.0], [1.0, 0.0, -1.0]])
    return np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])


def receptive_field(layers):
    """Begin with one cell and walk back: of r cells it becomes (r - 1) * s + k."""
    field = [1, 1]
    for layer in reversed(layers):
        if layer["kind"] == "Conv2D":
            sizes = both(layer["kernel_size"])
        else:
            sizes = both(layer["pool_size"])
        strides = sizes if layer["strides"] is None else both(layer["strides"])
        for axis in (0, 1):
            field[axis] = (field[axis] - 1) * strides[axis] + sizes[axis]
    return field[0], field[1]


def moved(picture, down, right):
    """Write every pixel where it goes, if that is still on the picture."""
    height, width = picture.shape
    out = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            if i + down < height and j + right < width:
                out[i + down, j + right] = picture[i, j]
    return out


def convolved(picture, kernel):
    """Four loops."""
    height, width = picture.shape
    kh, kw = kernel.shape
    out = np.zeros((height, width))
    for i, top in enumerate(places(height, kh, 1, "same")):
        for j, left in enumerate(places(width, kw, 1, "same")):
            for u in range(kh):
                for v in range(kw):
                    if 0 <= top + u < height and 0 <= left + v < width:
                        out[i, j] += float(picture[top + u, left + v]) * float(kernel[u, v])
    return out


def shift_equivariance_error(x, kernel, shift):
    """Compare cell by cell, and remember the largest difference of both kinds."""
    down, right = shift
    height, width = x.shape
    kh, kw = kernel.shape
    above, before = (kh - 1) // 2, (kw - 1) // 2
    first, second = convolved(moved(x, down, right), kernel), moved(convolved(x, kernel), down, right)
    anywhere, inside = 0.0, 0.0
    for i in range(height):
        for j in range(width):
            difference = abs(float(first[i, j]) - float(second[i, j]))
            anywhere = max(anywhere, difference)
            rows = down + above <= i < height - (kh - 1 - above)
            columns = right + before <= j < width - (kw - 1 - before)
            if rows and columns:
                inside = max(inside, difference)
    return anywhere, inside
