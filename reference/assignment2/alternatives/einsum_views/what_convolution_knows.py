"""Right answers by sums over shifted views, and by asking a picture of ones."""

import numpy as np
from layers import conv2d_batch, frame, two


def along(size, window, padding):
    """Convolve a line of ones: one for each place where a window begins."""
    before, behind = frame(size, window, 1, padding)
    full = np.convolve(np.ones(size + before + behind - window + 1, int), np.ones(window, int))
    return full[before : before + size]


def pixel_visits(height, width, kernel_size, padding):
    """Columns by rows, handed out as a transpose."""
    kh, kw = two(kernel_size)
    return np.einsum("i,j->ji", along(height, kh, padding), along(width, kw, padding)).T


def edge_kernel(direction):
    """A kernel that is not symmetric, of numbers of all kinds; read-only."""
    step = np.broadcast_to(np.array([-3.0, 1.0, 2.0]), (3, 3))
    return {"vertical": step, "horizontal": step.T}[direction]


def receptive_field(layers):
    """One direction after the other, as a tuple."""

    def side(axis):
        size = jump = 1
        for layer in layers:
            window = two(layer.get("kernel_size", layer.get("pool_size")))
            size += (window[axis] - 1) * jump
            jump *= two(layer["strides"] or window)[axis]
        return size

    return side(0), side(1)


def shift_equivariance_error(x, kernel, shift):
    """Roll, and wipe out what came round."""
    down, right = shift

    def move(picture):
        rolled = np.roll(picture, (down, right), axis=(0, 1))
        rolled[:down] = 0
        rolled[:, :right] = 0
        return rolled

    def conv(picture):
        args = (picture[None, ..., None], kernel[..., None, None], np.zeros(1), 1, "same")
        return conv2d_batch(*args)[0, ..., 0]

    gap = np.abs(conv(move(x)) - move(conv(x)))
    top, bottom = frame(x.shape[0], kernel.shape[0], 1, "same")
    left, end = frame(x.shape[1], kernel.shape[1], 1, "same")
    inner = gap[down + top : x.shape[0] - bottom, right + left : x.shape[1] - end]
    return tuple(np.stack([gap.max(), inner.max()]))
