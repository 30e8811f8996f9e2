"""The same answers from TensorFlow: what it does, not a formula."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..pairs import IntOrPair, pair
from ..twins import tensor, tensorflow

#: A picture that is larger than this shows no receptive field of these exercises.
_LARGEST = 4096


def pixel_visits(height: int, width: int, kernel_size: IntOrPair, padding: str) -> np.ndarray:
    """Let every window put a one on each pixel that it lies on: a transposed convolution of ones.

    Raises:
        ValueError: the window does not fit.
    """
    rows, columns = pair(kernel_size)
    if min(height, width, rows, columns) < 1 or padding not in {"valid", "same"}:
        raise ValueError(f"sizes {(height, width, rows, columns)}, padding {padding!r}")
    places = (height, width)
    if padding == "valid":
        places = (height - rows + 1, width - columns + 1)
    if min(places) < 1:
        raise ValueError(f"a window {(rows, columns)} does not fit {(height, width)}")
    tf = tensorflow()
    ones = tensor(np.ones((1, *places, 1)))
    window = tensor(np.ones((rows, columns, 1, 1)))
    shape = (1, height, width, 1)
    visits = tf.nn.conv2d_transpose(ones, window, shape, 1, padding.upper())
    counts: np.ndarray = np.rint(np.asarray(visits)[0, :, :, 0]).astype(int)
    return counts


def receptive_field(layers: list[dict[str, Any]]) -> tuple[int, int]:
    """Ask for the pixels that change one number: those to which its gradient is not 0.

    Every layer is a convolution with ones here: which pixels count depends on the window alone.

    Raises:
        ValueError: the patch is too large to look for.
    """
    return _extent(layers, 0), _extent(layers, 1)


def _extent(layers: list[dict[str, Any]], axis: int) -> int:
    """Return the size of the patch along one axis."""
    windows = [
        pair(layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"])
        for layer in layers
    ]
    steps = [
        (window if layer["strides"] is None else pair(layer["strides"]))[axis]
        for layer, window in zip(layers, windows, strict=True)
    ]
    sizes = [window[axis] for window in windows]
    size = 16
    while not _fits(size, sizes, steps):
        size *= 2
        if size > _LARGEST:
            raise ValueError(f"no picture of up to {_LARGEST} pixels is large enough")
    tf = tensorflow()
    line = tensor(np.ones((1, size, 1)))
    with tf.GradientTape() as tape:
        tape.watch(line)
        numbers = line
        for window, step in zip(sizes, steps, strict=True):
            numbers = tf.nn.conv1d(numbers, tensor(np.ones((window, 1, 1))), step, "VALID")
        first = numbers[0, 0, 0]
    (seen,) = np.nonzero(np.asarray(tape.gradient(first, line))[0, :, 0])
    return int(seen[-1] - seen[0] + 1)


def _fits(size: int, windows: list[int], steps: list[int]) -> bool:
    for window, step in zip(windows, steps, strict=True):
        if size < window:
            return False
        size = (size - window) // step + 1
    return True


def shift_equivariance_error(
    x: np.ndarray, kernel: np.ndarray, shift: tuple[int, int]
) -> tuple[float, float]:
    """Compare both ways, each with ``tf.nn.conv2d``.

    Raises:
        ValueError: no place is away from the border.
    """
    if min(*shift, *(np.subtract(x.shape, kernel.shape) - shift)) < 0:
        raise ValueError(f"x {x.shape}, kernel {kernel.shape}, shift {shift}")
    one = _convolved(_moved(tensor(x), shift), kernel)
    other = _moved(_convolved(tensor(x), kernel), shift)
    gaps = np.abs(np.asarray(one - other))
    # Windows without padding, laid on the rest of the picture, give places away from the border.
    first = [down + (side - 1) // 2 for down, side in zip(shift, kernel.shape, strict=True)]
    counts = np.subtract(x.shape, kernel.shape) - shift + 1
    inside = gaps[first[0] :, first[1] :][: counts[0], : counts[1]]
    return float(gaps.max()), float(inside.max())


def _convolved(picture: Any, kernel: np.ndarray) -> Any:
    weights = tensor(kernel)[:, :, None, None]
    return tensorflow().nn.conv2d(picture[None, :, :, None], weights, 1, "SAME")[0, :, :, 0]


def _moved(picture: Any, shift: tuple[int, int]) -> Any:
    down, right = shift
    height, width = picture.shape
    padded = tensorflow().pad(picture, ((down, 0), (right, 0)))
    return padded[:height, :width]
