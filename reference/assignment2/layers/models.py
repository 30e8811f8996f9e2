"""Both layers once more, built from rules that a misconception can replace.

A call goes through these rules:

    images(x)                       the pictures that the windows see
    window(pool_size)               height and width of the window (pooling)
    kernel(kernel)                  the kernel as it is laid on (convolution)
    steps(strides, window)          how far the window moves: down, right
    mode(padding)                   "valid" or "same"
    pads(size, kernel, stride)      places before and after one axis, where the mode is "same"
    outside()                       what lies there
    pick(windows, steps)            of the windows at every place those that count
    combine(windows, kernel)        one number for each window, (N, H', W', F)
    maps(numbers)                   all of them, before the bias (convolution)
    bias(numbers, bias, kernel)     with the bias (convolution)
    result(numbers)                 what is made of each number at the end
    layout(numbers, images)         the array that is returned

Windows are an array of shape (N, H', W', C, kh, kw).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

from ..pairs import IntOrPair, pair

Pads = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Laid:
    """All windows on a batch, shape (N, H', W', C, kh, kw), and how they came to lie there.

    The first row and column of each window are numbers of the padded pictures, shape (H', W', 2).
    """

    windows: np.ndarray
    first: np.ndarray
    images: np.ndarray
    padded: np.ndarray
    pads: Pads
    window: tuple[int, int]


def same_pads(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Return the places of "same" padding, before and after."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def products(windows: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Add up the products of each window with each filter."""
    numbers: np.ndarray = np.einsum("nijcab,abcf->nijf", windows, kernel)
    return numbers


def largest(windows: np.ndarray, _kernel: None) -> np.ndarray:
    """Return the largest number of each window."""
    numbers: np.ndarray = windows.max(axis=(4, 5))
    return numbers


def step_pair(strides: IntOrPair | None, window: tuple[int, int]) -> tuple[int, int]:
    """Return the steps (down, right), given in any way."""
    return window if strides is None else pair(strides)


_RULES: Mapping[str, Any] = {
    "images": lambda x: x,
    "steps": step_pair,
    "mode": lambda padding: padding,
    "pads": same_pads,
    "pick": lambda windows, steps: windows[:, :: steps[0], :: steps[1]],
    "result": lambda numbers: numbers,
    "layout": lambda numbers, _images: numbers,
}
_CONVOLUTION: Mapping[str, Any] = {
    **_RULES,
    "kernel": lambda kernel: kernel,
    "outside": lambda: 0.0,
    "combine": products,
    "maps": lambda numbers: numbers,
    "bias": lambda numbers, bias, _kernel: numbers + bias,
}
_POOLING: Mapping[str, Any] = {
    **_RULES,
    "window": pair,
    "outside": lambda: -np.inf,
    "combine": largest,
}


def _lay(
    rules: SimpleNamespace,
    x: np.ndarray,
    window: tuple[int, int],
    strides: IntOrPair | None,
    padding: str,
) -> Laid:
    images = rules.images(np.asarray(x, np.float64))
    steps = rules.steps(strides, window)
    axes = list(zip(images.shape[1:3], window, steps, strict=True))
    same = rules.mode(padding) == "same"
    down, right = (rules.pads(*axis) if same else (0, 0) for axis in axes)
    frame = ((0, 0), down, right, (0, 0))
    padded = np.pad(images, frame, constant_values=rules.outside())
    if padded.shape[1] < window[0] or padded.shape[2] < window[1]:
        raise grader.UndefinedError  # No window fits: an empty array or an error, who knows.
    numbers = np.indices(padded.shape[1:3]).transpose(1, 2, 0)[np.newaxis]
    windows, places = (
        rules.pick(np.lib.stride_tricks.sliding_window_view(one, window, axis=(1, 2)), steps)
        for one in (padded, numbers)
    )
    return Laid(windows, places[0, ..., 0, 0], images, padded, (down, right), window)


def _sizes(kernel: np.ndarray) -> tuple[int, int]:
    return kernel.shape[0], kernel.shape[1]


def _convolve(
    rules: SimpleNamespace,
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: IntOrPair,
    padding: str,
) -> np.ndarray:
    weights = rules.kernel(np.asarray(kernel, np.float64))
    laid = _lay(rules, x, _sizes(weights), strides, padding)
    sums = rules.maps(rules.combine(laid.windows, weights))
    numbers = rules.result(rules.bias(sums, np.asarray(bias, np.float64), weights))
    answer: np.ndarray = rules.layout(numbers, laid.images)
    return answer


def _pool(
    rules: SimpleNamespace,
    x: np.ndarray,
    pool_size: IntOrPair,
    strides: IntOrPair | None,
    padding: str,
) -> np.ndarray:
    laid = _lay(rules, x, rules.window(pool_size), strides, padding)
    numbers = rules.result(rules.combine(laid.windows, None))
    if np.isinf(numbers).any():
        raise grader.UndefinedError  # A window without pixels: -inf, nan or an error, who knows.
    answer: np.ndarray = rules.layout(numbers, laid.images)
    return answer


def _convolve_trace(
    rules: SimpleNamespace,
    place: tuple[int, ...],
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: IntOrPair,
    padding: str,
) -> grader.Trace:
    """Return how the number at ``place`` (picture, row, column, filter) comes about.

    Raises:
        UndefinedError: the number is not the sum of these products, and a bias.
    """
    weights = rules.kernel(np.asarray(kernel, np.float64))
    laid = _lay(rules, x, _sizes(weights), strides, padding)
    total = float(_convolve(rules, x, kernel, bias, strides, padding)[place])
    lying = weights[..., place[3]]
    planes, terms = _planes(laid, place, range(lying.shape[2]), lying)
    sums = sum(term.value * (term.weight or 0.0) for plane in terms for term in plane)
    alone = rules.combine(laid.windows, weights)
    with_bias = rules.bias(alone, np.asarray(bias, np.float64), weights)
    if not np.isclose([sums, with_bias[place]], [alone[place], total]).all():
        raise grader.UndefinedError  # Made in another way than by adding up products.
    return grader.Trace(place, planes, terms, "sum", added=total - sums, total=total)


def _pool_trace(
    rules: SimpleNamespace,
    place: tuple[int, ...],
    x: np.ndarray,
    pool_size: IntOrPair,
    strides: IntOrPair | None,
    padding: str,
) -> grader.Trace:
    """Return how the number at ``place`` (picture, row, column, channel) comes about.

    Raises:
        UndefinedError: the number is not the largest of the window.
    """
    laid = _lay(rules, x, rules.window(pool_size), strides, padding)
    total = float(_pool(rules, x, pool_size, strides, padding)[place])
    planes, (every,) = _planes(laid, place, [place[3]], None)
    inside = tuple(term for term in every if not term.outside)
    for terms in (inside, every):
        if terms and max(term.value for term in terms) == total:
            return grader.Trace(place, planes, (terms,), "max", total=total)
    raise grader.UndefinedError


def _planes(
    laid: Laid, place: tuple[int, ...], channels: Any, kernel: np.ndarray | None
) -> tuple[tuple[grader.Plane, ...], tuple[tuple[grader.Term, ...], ...]]:
    """Return the padded channels under the window, and the numbers that go in."""
    picture, rows, columns = _under(laid, place)
    height, width = laid.images.shape[1:3]
    (top, _), (left, _) = laid.pads
    outside = np.ones(laid.padded.shape[1:3], bool)
    outside[top : top + height, left : left + width] = False
    # What cannot be drawn is never used either: minus infinity is not a number of the picture.
    values = np.where(np.isinf(laid.padded[picture]), 0.0, laid.padded[picture])
    planes, terms = [], []
    for channel in channels:
        weights = () if kernel is None else kernel[..., channel]
        pixels = values[np.ix_(rows, columns, [channel])].ravel().tolist()
        lying = [None] * len(pixels) if kernel is None else np.ravel(weights).tolist()
        hidden = outside[np.ix_(rows, columns)].ravel().tolist()
        terms.append(tuple(map(grader.Term, pixels, lying, hidden)))
        grids = (_tuples(values[..., channel]), _tuples(outside))
        planes.append(grader.Plane(*grids, tuple(rows), tuple(columns), _tuples(weights)))
    return tuple(planes), tuple(terms)


def _under(laid: Laid, place: tuple[int, ...]) -> tuple[int, list[int], list[int]]:
    """Return the picture, and the rows and columns of it that a place's window lies on."""
    picture, row, column = place[:3]
    down, right = laid.first[row, column].tolist()
    rows = list(range(down, down + laid.window[0]))
    return picture, rows, list(range(right, right + laid.window[1]))


def _tuples(grid: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, np.asarray(grid).tolist()))


CONV2D = grader.Model(compute=_convolve, rules=_CONVOLUTION, trace=_convolve_trace)
MAX_POOL2D = grader.Model(compute=_pool, rules=_POOLING, trace=_pool_trace)
