"""Windows that slide over a picture: the model of every convolution and every pooling.

A call goes through these rules, in this order. All of them see one picture (H, W, C); a
row of numbers is a picture one pixel wide.

    picture(x, strides)             the picture that the windows see
    kernel(kernel, strides)         the kernel as it is laid on (convolutions)
    window(pool_size)               height and width of the window (poolings)
    steps(strides, window, padding) how far the window moves: down, right
    mode(padding)                   "valid" or "same"
    pads(size, kernel, stride)      zeros before and after one axis, where the mode is "same"
    unpadded(size, kernel, stride)  the same where it is "valid"
    fill(picture, pads)             the picture with its padding
    count(axis)                     how many places the window has along an axis
    starts(axis)                    where each of them starts, in padded pixels
    taps(axis)                      where a window's pixels lie, from its start
    read(plane, rows, columns)      the pixels under all windows
    combine(...)                    one number for each window
    maps(numbers)                   all of them, before the bias (convolutions)
    bias(numbers, bias, kernel)     with the bias (convolutions)
    result(numbers)                 what is made of each number at the end
    layout(numbers, picture)        the array that is returned
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

Pads = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Plane:
    """A padded picture, shape (H, W, C), and which of its places are padding, shape (H, W)."""

    values: np.ndarray
    outside: np.ndarray


@dataclass(frozen=True)
class Axis:
    """One axis of a padded picture, under windows; number 0 runs down, 1 to the right."""

    number: int
    size: int
    kernel: int
    stride: int
    padding: str
    before: int
    after: int

    @property
    def length(self) -> int:
        """The number of places, padding included."""
        return self.before + self.size + self.after

    @property
    def whole(self) -> int:
        """How many whole windows fit."""
        return (self.length - self.kernel) // self.stride + 1


@dataclass(frozen=True)
class Windows:
    """All windows on a picture.

    Attributes:
        values: The pixels, shape (H', W', kh, kw, C).
        outside: Which are padding, shape (H', W', kh, kw).
        plane: The padded picture.
        rows: The rows under each window, shape (H', kh).
        columns: The columns, shape (W', kw).
    """

    values: np.ndarray
    outside: np.ndarray
    plane: Plane
    rows: np.ndarray
    columns: np.ndarray


def with_channels(windows: Windows, count: int) -> Windows:
    """Return the windows on the first channels alone."""
    return replace(windows, values=windows.values[..., :count])


def same_pads(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Return the zeros of "same" padding, before and after."""
    return shared(max((-(-size // stride) - 1) * stride + kernel - size, 0))


def shared(total: int) -> tuple[int, int]:
    """Share zeros between both sides; the one that is left over goes behind."""
    return total // 2, total - total // 2


def zeros(picture: np.ndarray, pads: Pads) -> np.ndarray:
    """Put zeros around a picture; a negative amount crops, as slices do."""
    (top, bottom), (left, right) = pads
    height, width, channels = picture.shape
    padded = np.zeros(
        (max(top, 0) + height + max(bottom, 0), max(left, 0) + width + max(right, 0), channels)
    )
    padded[max(top, 0) :, max(left, 0) :][:height, :width] = picture
    rows, columns = height + top + bottom, width + left + right
    cropped: np.ndarray = padded[max(-top, 0) :, max(-left, 0) :]
    return cropped[: max(rows, 0), : max(columns, 0)]


def take(plane: Plane, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Read the pixels under windows; as in NumPy, -1 is the last one and beyond is an error."""
    where = rows[:, None, :, None], columns[None, :, None, :]
    return plane.values[where], plane.outside[where]


def with_padding_beyond(
    plane: Plane, rows: np.ndarray, columns: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Read the pixels under windows that may hang over any end: what lies there is padding."""
    height, width = plane.outside.shape
    top, left = (max(0, -int(index.min(initial=0))) for index in (rows, columns))
    bottom = max(0, int(rows.max(initial=0)) + 1 - height)
    right = max(0, int(columns.max(initial=0)) + 1 - width)
    frame = ((top, bottom), (left, right))
    wider = Plane(
        np.pad(plane.values, (*frame, (0, 0))), np.pad(plane.outside, frame, constant_values=True)
    )
    return take(wider, rows + top, columns + left)


def products(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Add up the products of each window with each filter, shape (H', W', F)."""
    height, width = windows.values.shape[:2]
    if windows.values.shape[2:] != kernel.shape[:3]:
        raise ValueError(f"a kernel {kernel.shape} does not lie on {windows.values.shape[2:]}")
    volume = kernel[..., 0].size
    flat = windows.values.reshape(-1, volume) @ kernel.reshape(volume, -1)
    numbers: np.ndarray = flat.reshape(height, width, kernel.shape[3])
    return numbers


def averages(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Return the mean of the products of each window: the answer of a misconception."""
    means: np.ndarray = products(windows, kernel) / kernel[..., 0].size
    return means


def largest(windows: Windows) -> np.ndarray:
    """Return the largest pixel of each window, padding aside."""
    inside = np.where(windows.outside[..., np.newaxis], -np.inf, windows.values)
    numbers: np.ndarray = inside.max(axis=(2, 3))
    return numbers


def mean(windows: Windows) -> np.ndarray:
    """Return the mean of each window, padding aside."""
    inside = ~windows.outside[..., np.newaxis]
    numbers: np.ndarray = (windows.values * inside).sum(axis=(2, 3)) / inside.sum(axis=(2, 3))
    return numbers


def cut(numbers: np.ndarray) -> np.ndarray:
    """Cut numbers to whole ones, toward zero.

    Raises:
        UndefinedError: one is so near to a whole number that the order of adding decides.
    """
    off = np.abs(numbers - np.rint(numbers))
    if np.any((off > 0) & (off <= 1e-6 * np.maximum(np.abs(numbers), 1.0))):
        raise grader.UndefinedError
    whole: np.ndarray = np.trunc(numbers)
    return whole


def cut_down(numbers: np.ndarray) -> np.ndarray:
    """Cut numbers to whole ones, downward; as :func:`cut` otherwise."""
    whole: np.ndarray = cut(numbers) - (numbers < np.trunc(numbers))
    return whole


_GEOMETRY: Mapping[str, Any] = {
    "picture": lambda x, _strides: x,
    "steps": lambda strides, window, _padding: window if strides is None else strides,
    "mode": lambda padding: padding,
    "pads": same_pads,
    "unpadded": lambda _size, _kernel, _stride: (0, 0),
    "fill": zeros,
    "count": lambda axis: axis.whole,
    "starts": lambda axis, count: np.arange(count) * axis.stride,
    "taps": lambda axis: np.arange(axis.kernel),
    "read": take,
    "result": lambda numbers: numbers,
    "layout": lambda numbers, _picture: numbers,
}
CONVOLUTION: Mapping[str, Any] = {
    **_GEOMETRY,
    "kernel": lambda kernel, _strides: kernel,
    "combine": products,
    "maps": lambda numbers: numbers,
    "bias": lambda numbers, bias, _kernel: numbers + bias,
}
_POOLING: Mapping[str, Any] = {**_GEOMETRY, "window": lambda pool_size: pool_size}
MAX_POOLING: Mapping[str, Any] = {**_POOLING, "combine": largest}
AVERAGE_POOLING: Mapping[str, Any] = {**_POOLING, "combine": mean}


def lay(
    rules: SimpleNamespace,
    picture: np.ndarray,
    window: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> Windows:
    """Lay all windows on a picture."""
    steps = rules.steps(strides, window, padding)
    padding = rules.mode(padding)
    rule = rules.pads if padding == "same" else rules.unpadded
    sizes = tuple(zip(picture.shape[:2], window, steps, strict=True))
    pads = tuple(rule(*axis) for axis in sizes)
    values = rules.fill(picture, pads)
    outside = np.ones(values.shape[:2], bool)
    (top, _), (left, _) = pads
    height, width = picture.shape[:2]
    outside[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = False
    plane = Plane(values, outside)
    axes = [Axis(number, *sizes[number], padding, *pads[number]) for number in (0, 1)]
    counts = [rules.count(axis) for axis in axes]
    if min(counts) < 1:
        raise grader.UndefinedError  # No window fits: an empty array or an error, who knows.
    rows, columns = (
        rules.starts(axis, count)[:, None] + rules.taps(axis)[None, :]
        for axis, count in zip(axes, counts, strict=True)
    )
    values, outside = rules.read(plane, rows, columns)
    return Windows(values, outside, plane, rows, columns)


def convolve(
    rules: SimpleNamespace,
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Return the answer of ``conv2d_strided`` by these rules."""
    picture = rules.picture(np.asarray(x, np.float64), strides)
    weights = rules.kernel(np.asarray(kernel, np.float64), strides)
    windows = lay(rules, picture, weights.shape[:2], strides, padding)
    numbers = rules.maps(rules.combine(windows, weights))
    numbers = rules.result(rules.bias(numbers, np.asarray(bias, np.float64), weights))
    answer: np.ndarray = rules.layout(numbers, picture)
    return answer


def pool(
    rules: SimpleNamespace,
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Return the answer of ``max_pool2d`` or ``avg_pool2d`` by these rules."""
    picture = rules.picture(np.asarray(x, np.float64), strides)
    windows = lay(rules, picture, rules.window(pool_size), strides, padding)
    if windows.outside.size and windows.outside.all(axis=(2, 3)).any():
        raise grader.UndefinedError  # Nothing to choose from: -inf, nan or an error, who knows.
    answer: np.ndarray = rules.layout(rules.result(rules.combine(windows)), picture)
    return answer
