"""Sizes and shapes, and the amounts of padding: the models of the exercises without pictures.

One axis goes through these rules:

    mode(padding)               "valid" or "same"
    valid(size, kernel, stride) how many places a window has without padding
    same(size, kernel, stride)  how many it has with "same" padding
    pads(size, kernel, stride)  the zeros before and after (``same_padding``)

Whole shapes go through these as well:

    window(kernel_size), steps(strides, window, padding)  as in ``windows``
    sizes(input_shape)          height and width of the picture
    depth(channels, filters)    the last number; ``filters`` is None for a pooling
    layout(height, width, depth) the tuple that is returned

And a picture that gets a frame through these:

    amounts(pad_height, pad_width)  zeros on each side: (top, bottom), (left, right)
    fill(picture, pads)             the picture with its frame
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

from . import windows

AXIS: Mapping[str, Any] = {
    "mode": lambda padding: padding,
    "valid": lambda size, kernel, stride: (size - kernel) // stride + 1,
    "same": lambda size, _kernel, stride: -(-size // stride),
}
_SHAPE: Mapping[str, Any] = {
    **AXIS,
    "window": lambda kernel_size: kernel_size,
    "steps": lambda strides, window, _padding: window if strides is None else strides,
    "sizes": lambda input_shape: input_shape[:2],
    "layout": lambda height, width, depth: (height, width, depth),
}
CONVOLUTION_SHAPE: Mapping[str, Any] = {**_SHAPE, "depth": lambda _channels, filters: filters}
POOLING_SHAPE: Mapping[str, Any] = {**_SHAPE, "depth": lambda channels, _filters: channels}
PADS: Mapping[str, Any] = {"pads": windows.same_pads}
FRAME: Mapping[str, Any] = {
    "amounts": lambda pad_height, pad_width: (pad_height, pad_width),
    "fill": windows.zeros,
}


def axis_size(
    rules: SimpleNamespace, size: int, kernel_size: int, stride: int, padding: str
) -> Any:
    """Return the answer of ``output_size`` by these rules."""
    rule = rules.same if rules.mode(padding) == "same" else rules.valid
    return rule(size, kernel_size, stride)


def shape(
    rules: SimpleNamespace,
    input_shape: tuple[int, int, int],
    filters: int | None,
    kernel_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> Any:
    """Return the answer of ``conv_output_shape``, or of ``pool_output_shape``, by these rules."""
    window = rules.window(kernel_size)
    steps = rules.steps(strides, window, padding)
    axes = zip(rules.sizes(input_shape), window, steps, strict=True)
    height, width = (axis_size(rules, *axis, padding) for axis in axes)
    return rules.layout(height, width, rules.depth(input_shape[2], filters))


def pads(rules: SimpleNamespace, size: int, kernel_size: int, stride: int) -> Any:
    """Return the answer of ``same_padding`` by these rules."""
    return rules.pads(size, kernel_size, stride)


def frame(
    rules: SimpleNamespace,
    x: np.ndarray,
    pad_height: tuple[int, int],
    pad_width: tuple[int, int],
) -> np.ndarray:
    """Return the answer of ``zero_pad`` by these rules."""
    answer: np.ndarray = rules.fill(np.asarray(x, np.float64), rules.amounts(pad_height, pad_width))
    return answer


def axis_of_pads(
    rules: SimpleNamespace, _place: tuple[int, ...], size: int, kernel_size: int, stride: int
) -> grader.Axis:
    """Return the windows on an axis with the padding that these rules give it.

    Raises:
        UndefinedError: the padding is not two whole numbers, 0 or more.
    """
    before, after = rules.pads(size, kernel_size, stride)
    if min(before, after) < 0 or not all(isinstance(one, int) for one in (before, after)):
        raise grader.UndefinedError
    starts = range(0, before + size + after - kernel_size + 1, stride)
    return grader.Axis(size, before, after, kernel_size, tuple(starts))


def axis_of_size(
    rules: SimpleNamespace,
    _place: tuple[int, ...],
    size: int,
    kernel_size: int,
    stride: int,
    padding: str,
) -> grader.Axis:
    """Return the windows on an axis, as many as these rules count.

    Raises:
        UndefinedError: they count something that is not a whole number, or too many to draw.
    """
    count = axis_size(rules, size, kernel_size, stride, padding)
    if not isinstance(count, int) or not 0 <= count <= size:
        raise grader.UndefinedError
    same = rules.mode(padding) == "same"
    before, after = windows.same_pads(size, kernel_size, stride) if same else (0, 0)
    return grader.Axis(
        size, before, after, kernel_size, tuple(index * stride for index in range(count))
    )
