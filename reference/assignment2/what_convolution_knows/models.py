"""The exercises once more, built from rules that a misconception can replace.

Pixels and windows:
    window(kernel_size), mode(padding)  as they are used
    starts(size, kernel, mode)      where the windows of an axis begin
    visits(size, kernel, starts)    how many of them lie on each pixel
    join(down, right), layout(counts)   the array

Edges:
    kernel(direction)

Receptive fields:
    order(layers)                   the layers, in the order in which they count
    window(layer), strides(layer, window)  both for (down, right)
    start()                         what is seen before the first layer
    reach(apart, step)              how far apart a window's numbers lie, in pixels
    grow(sees, window, reach, layer)   what is seen after a layer
    spread(apart, step)             how far apart its own numbers lie
    layout(height, width)           the answer

Moves:
    shift(shift), kernel(kernel)    as they are used
    pads(side)                      places before and after, for a side of the kernel
    pad(picture, pads)              the picture with its padding
    move_picture(x, shift), move_answer(numbers, shift)
    gap(one, other)                 the differences
    largest(gaps)                   one number of them
    inside(gaps, kernel, shift)     those away from the border
    layout(anywhere, inside)        the answer
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

from ..pairs import IntOrPair, pair

Pair = tuple[int, int]
Layer = dict[str, Any]


def starts(size: int, kernel: int, mode: str) -> range:
    """Return where the windows of an axis begin.

    Raises:
        UndefinedError: the window does not fit.
    """
    if mode == "same":
        before = (kernel - 1) // 2
        return range(-before, size - before)
    if kernel > size:
        raise grader.UndefinedError
    return range(size - kernel + 1)


def visits(size: int, kernel: int, begins: range) -> np.ndarray:
    """Return how many of the windows lie on each pixel."""
    pixels = np.arange(size)[:, None]
    first = np.array(begins)
    counts: np.ndarray = ((first <= pixels) & (pixels < first + kernel)).sum(axis=1)
    return counts


def _visited(
    rules: SimpleNamespace, height: int, width: int, kernel_size: IntOrPair, padding: str
) -> Any:
    sides = zip((height, width), rules.window(kernel_size), strict=True)
    down, right = (
        rules.visits(size, kernel, rules.starts(size, kernel, rules.mode(padding)))
        for size, kernel in sides
    )
    return rules.layout(rules.join(down, right))


def edge(direction: str) -> np.ndarray:
    """Return Sobel's kernel for a direction, one of many."""
    columns = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return columns if direction == "vertical" else columns.T.copy()


def window(layer: Layer) -> Pair:
    """Return a layer's window."""
    return pair(layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"])


def strides(layer: Layer, size: Pair) -> Pair:
    """Return a layer's steps: of a pooling, as far as its window if nothing else is said."""
    return size if layer["strides"] is None else pair(layer["strides"])


def grow(sees: int, size: int, reach: int, _layer: Layer) -> int:
    """Return what is seen after a layer."""
    return sees + (size - 1) * reach


def _seen(rules: SimpleNamespace, layers: list[Layer]) -> Iterator[tuple[str, Pair, Pair, Pair]]:
    """Yield for each layer its kind, window and steps, and what is seen after it."""
    sees, apart = (rules.start(), rules.start()), (1, 1)
    # Whatever is seen before the first layer, a pixel lies one pixel from the next.
    for layer in rules.order(layers):
        size = rules.window(layer)
        steps = rules.strides(layer, size)
        axes = list(zip(sees, size, apart, steps, strict=True))
        sees = tuple(rules.grow(s, k, rules.reach(a, step), layer) for s, k, a, step in axes)
        apart = tuple(rules.spread(a, step) for _, _, a, step in axes)
        yield layer["kind"], size, steps, sees


def _field(rules: SimpleNamespace, layers: list[Layer]) -> Any:
    sees = (rules.start(), rules.start())
    for *_, sees in _seen(rules, layers):  # noqa: B007  (the last one counts)
        pass
    return rules.layout(*sees)


def _field_table(
    rules: SimpleNamespace, _place: tuple[int, ...], layers: list[Layer]
) -> grader.Table:
    rows = tuple((kind, *map(str, numbers)) for kind, *numbers in _seen(rules, layers))
    return grader.Table(rows, tuple(map(float, _field(rules, layers))))


def pads(side: int) -> Pair:
    """Return the zeros before and after, for a side of the kernel."""
    return (side - 1) // 2, side // 2


def moved(picture: np.ndarray, shift: Pair) -> np.ndarray:
    """Return a picture moved down and to the right; zeros come in."""
    height, width = picture.shape
    padded = np.pad(picture, ((shift[0], 0), (shift[1], 0)))
    return padded[:height, :width]


def convolved(padded: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the sums of products of a picture that has its padding."""
    under = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    numbers: np.ndarray = np.einsum("ijab,ab->ij", under, kernel)
    return numbers


def away(gaps: np.ndarray, kernel: np.ndarray, shift: Pair) -> np.ndarray:
    """Return what lies away from the border."""
    (above, below), (left, behind) = map(pads, kernel.shape)
    height, width = gaps.shape
    return gaps[shift[0] + above : height - below, shift[1] + left : width - behind]


def _shifted(rules: SimpleNamespace, x: np.ndarray, kernel: np.ndarray, shift: Pair) -> Any:
    """Return the answer of ``shift_equivariance_error`` by these rules.

    Raises:
        UndefinedError: nothing is left of which there could be a largest.
    """
    picture = np.asarray(x, np.float64)
    weights = rules.kernel(np.asarray(kernel, np.float64))
    shift = rules.shift(shift)
    around = tuple(map(rules.pads, weights.shape))
    one = convolved(rules.pad(rules.move_picture(picture, shift), around), weights)
    other = rules.move_answer(convolved(rules.pad(picture, around), weights), shift)
    gaps = rules.gap(one, other)
    inside = rules.inside(gaps, weights, shift)
    if not inside.size:
        raise grader.UndefinedError
    return rules.layout(float(rules.largest(gaps)), float(rules.largest(inside)))


VISITS = grader.Model(
    compute=_visited,
    rules={
        "window": pair,
        "mode": lambda padding: padding,
        "starts": starts,
        "visits": visits,
        "join": np.outer,
        "layout": lambda counts: counts,
    },
)
EDGE = grader.Model(
    compute=lambda rules, direction: rules.kernel(direction), rules={"kernel": edge}
)
FIELD = grader.Model(
    compute=_field,
    trace=_field_table,
    rules={
        "order": lambda layers: layers,
        "window": window,
        "strides": strides,
        "start": lambda: 1,
        "reach": lambda apart, _step: apart,
        "grow": grow,
        "spread": lambda apart, step: apart * step,
        "layout": lambda height, width: (height, width),
    },
)
SHIFT = grader.Model(
    compute=_shifted,
    rules={
        "shift": lambda shift: shift,
        "kernel": lambda kernel: kernel,
        "pads": pads,
        "pad": np.pad,
        "move_picture": moved,
        "move_answer": moved,
        "gap": lambda one, other: np.abs(one - other),
        "largest": np.max,
        "inside": away,
        "layout": lambda anywhere, inside: (anywhere, inside),
    },
)
