"""Right answers by asking the layers of base.py: mark, probe, walk back, move."""

import numpy as np
from base import Windowed, layer_of
from layers import conv2d_batch


def pixel_visits(height, width, kernel_size, padding):
    """Windows are views: writing into them writes into the picture."""
    marks = np.zeros((1, height, width, 1), dtype=int)
    layer = Windowed(pool_size=kernel_size, strides=1, padding=padding)
    for *_, part in layer.windows(marks):
        part += 1
    return marks[0, ..., 0]


class Detector:
    """A line of weights, repeated across."""

    weights = (-1.0, 0.0, 1.0)

    def kernel(self):
        """Weights from left to right."""
        return np.tile(self.weights, (3, 1))


class Turned(Detector):
    """The same, turned by a quarter."""

    def kernel(self):
        """Weights from bottom to top."""
        return np.rot90(super().kernel())


def edge_kernel(direction):
    """Choose a class."""
    return {"vertical": Detector, "horizontal": Turned}[direction]().kernel()


def receptive_field(layers):
    """Walk back from one cell: the first and the last pixel that it sees."""
    first, last = np.zeros(2, int), np.zeros(2, int)
    for layer in map(layer_of, reversed(layers)):
        first = first * layer.step
        last = last * layer.step + layer.window - 1
    height, width = (last - first + 1).tolist()
    return height, width


class Shift:
    """Moves pictures down and to the right."""

    def __init__(self, down, right):
        self.down, self.right = down, right

    def __call__(self, x):
        height, width = x.shape
        out = np.zeros_like(x)
        out[self.down :, self.right :] = x[: height - self.down, : width - self.right]
        return out


def shift_equivariance_error(x, kernel, shift):
    """Both ways round, and the places whose windows are whole."""
    move = Shift(*shift)

    def conv(picture):
        taps = kernel.reshape(*kernel.shape, 1, 1)
        return conv2d_batch(
            picture.reshape(1, *picture.shape, 1), taps, 0.0 * taps[0, 0, 0], 1, "same"
        )[0, :, :, 0]

    gap = abs(conv(move(x)) - move(conv(x)))
    above, left = ((k - 1) // 2 for k in kernel.shape)
    height, width = (s - k + 1 for s, k in zip(x.shape, kernel.shape))
    # From where the first whole window has its middle, and moved, to where the last one has it.
    inner = gap[above + move.down : above + height, left + move.right : left + width]
    return float(gap.max()), float(inner.max())
