"""Wrong rules for the shape of an answer: recognised where no known mistake fits.

    Where the shape is wrong, it looks like one place too few on each axis (21 of 21 tests).

To add one, write a row in the tuples below: an id, the end of "looks like ...", and what
is different. The first rule that fits is told, so the most frequent comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grader

from .geometry import Call, axes, channels, depth, places

Axis = tuple[int, int, int]
Count = Callable[[int, int, int, str], int]


def _rule(
    id_: str,
    looks: str,
    count: Count = places,
    *,
    along: Callable[[Call], list[Axis]] = axes,
    maps: Callable[[Call], tuple[int, ...]] = depth,
    turned: bool = False,
    padding: str = "valid",
) -> grader.ShapeRule:
    """Return a rule: how many places there are along each axis, and how many maps.

    ``padding`` is that of an exercise without such a parameter.
    """

    def shape(**call: Any) -> tuple[int, ...]:
        kind = call.get("padding", padding)
        sizes = [count(*axis, kind) for axis in along(call)]
        return (*(reversed(sizes) if turned else sizes), *maps(call))

    return grader.ShapeRule(id=id_, looks=looks, shape=shape)


def _exchanged(*, window: bool = False, stride: bool = False) -> Callable[[Call], list[Axis]]:
    """Take the window or the stride of the other axis."""

    def along(call: Call) -> list[Axis]:
        (height, kh, sh), (width, kw, sw) = axes(call)
        if window:
            kh, kw = kw, kh
        if stride:
            sh, sw = sw, sh
        return [(height, kh, sh), (width, kw, sw)]

    return along


def _first_stride(call: Call) -> list[Axis]:
    (height, kh, stride), (width, kw, _) = axes(call)
    return [(height, kh, stride), (width, kw, stride)]


def _one_if_none(call: Call) -> list[Axis]:
    strides = (1, 1) if call["strides"] is None else call["strides"]
    return axes({**call, "strides": strides})


def _own_step(call: Call) -> list[Axis]:
    return [(size, window, window) for size, window, _ in axes(call)]


def _ceil(size: int, window: int, stride: int, padding: str) -> int:
    return places(size, window, stride, padding) + (
        padding == "valid" and (size - window) % stride > 0
    )


def _floor(size: int, window: int, stride: int, padding: str) -> int:
    return size // stride if padding == "same" else places(size, window, stride, padding)


def _kept(size: int, window: int, stride: int, padding: str) -> int:
    return size if padding == "same" else places(size, window, stride, padding)


def _no_window(size: int, window: int, stride: int, padding: str) -> int:
    return places(size, window, stride, padding) if padding == "same" else size // stride


def _one_forgotten(size: int, window: int, stride: int, padding: str) -> int:
    return places(size, window, stride, padding) - (padding == "valid")


def _one_inside(size: int, window: int, stride: int, padding: str) -> int:
    if padding == "same":
        return places(size, window, stride, padding)
    return (size - window + 1) // stride


def _half_window(size: int, window: int, stride: int, padding: str) -> int:
    zeros = window // 2 * 2 if padding == "same" else 0
    return (size + zeros - window) // stride + 1


_TOO_FEW = _rule("one-too-few", "one place too few on each axis", lambda *call: places(*call) - 1)
_TOO_MANY = _rule(
    "one-too-many", "one place too many on each axis", lambda *call: places(*call) + 1
)
_TURNED = _rule("height-width", "height and width exchanged", turned=True)
_OTHER_WINDOW = _rule(
    "window-exchanged",
    "the window's height and width exchanged",
    along=_exchanged(window=True),
)
_CHANNELS_KEPT = _rule("channels-kept", "channels in place of filters", maps=channels)
_NO_FILTERS = _rule("no-filters", "an answer without an axis for filters", maps=lambda _: ())
_SIZE_KEPT = _rule("size-kept", "a size that stays as it was", lambda size, *_: size)
_FULL = _rule(
    "full",
    "a window that may hang over on all sides",
    lambda size, window, *_: size + window - 1,
)

_ROUNDING = (
    _rule("ceil", 'rounding up where "valid" rounds down', _ceil),
    _rule("floor", 'rounding down where "same" rounds up', _floor),
    _rule("same-keeps-size", '"same" that keeps the size at every stride', _kept),
    _rule(
        "always-valid",
        '"valid" where "same" is asked',
        lambda size, window, stride, _: places(size, window, stride, "valid"),
    ),
    _rule(
        "always-same",
        '"same" where "valid" is asked',
        lambda size, window, stride, _: places(size, window, stride, "same"),
    ),
    _rule("no-window", 'a "valid" that does not know the length of the window', _no_window),
    _rule("no-plus-one", 'a "valid" that counts steps, not windows', _one_forgotten),
    _rule("plus-one-inside", 'a "valid" that adds 1 before it divides', _one_inside),
    _rule("half-window", "zeros of half a window on both sides", _half_window),
    _rule(
        "no-stride",
        "a stride of 1",
        lambda size, window, _stride, padding: places(size, window, 1, padding),
    ),
)
_STRIDES = (
    _rule("strides-exchanged", "the two strides exchanged", along=_exchanged(stride=True)),
    _rule("first-stride", "the first stride on both axes", along=_first_stride),
)
_ONE_OFF = (_TOO_FEW, _TOO_MANY)

CONV1D = (_FULL, _SIZE_KEPT, *_ONE_OFF)
CONV2D_SINGLE = (_TURNED, _OTHER_WINDOW, _SIZE_KEPT, _FULL, *_ONE_OFF)
CONV2D = (_CHANNELS_KEPT, _NO_FILTERS, *CONV2D_SINGLE)
CONV2D_SAME = (
    _rule("always-valid", '"valid" where "same" is asked'),
    _rule(
        "half-window",
        "zeros of half a window on both sides",
        lambda size, window, stride, _padding: _half_window(size, window, stride, "same"),
    ),
    _rule("channels-kept", "channels in place of filters", maps=channels, padding="same"),
    _rule("no-filters", "an answer without an axis for filters", maps=lambda _: (), padding="same"),
    _rule("height-width", "height and width exchanged", turned=True, padding="same"),
    _rule(
        "one-too-few",
        "one place too few on each axis",
        lambda size, *_: size - 1,
    ),
    _rule("one-too-many", "one place too many on each axis", lambda size, *_: size + 1),
)
CONV2D_STRIDED = (
    *(*_ROUNDING, *_STRIDES, _CHANNELS_KEPT, _NO_FILTERS, _TURNED, _OTHER_WINDOW),
    *_ONE_OFF,
)
_POOL_STEPS = (
    _rule("none-as-one", "a stride of 1 where none is given", along=_one_if_none),
    _rule("own-step", "strides that are always the window's size", along=_own_step),
)
POOL = (*_ROUNDING, *_POOL_STEPS, *_STRIDES, _TURNED, _OTHER_WINDOW, *_ONE_OFF)


def _framed(
    id_: str, looks: str, zeros: Callable[[tuple[int, int], tuple[int, int]], tuple[int, int]]
) -> grader.ShapeRule:
    """Return a rule for a picture with a frame: how much higher and wider it is."""

    def shape(x: Any, pad_height: tuple[int, int], pad_width: tuple[int, int]) -> tuple[int, ...]:
        more_height, more_width = zeros(pad_height, pad_width)
        return (x.shape[0] + more_height, x.shape[1] + more_width, *x.shape[2:])

    return grader.ShapeRule(id=id_, looks=looks, shape=shape)


ZERO_PAD = (
    _framed(
        "pads-exchanged",
        "pad_height and pad_width exchanged",
        lambda height, width: (sum(width), sum(height)),
    ),
    _framed(
        "before-twice",
        "the first number of each pair on both sides",
        lambda height, width: (2 * height[0], 2 * width[0]),
    ),
    _framed(
        "after-twice",
        "the second number of each pair on both sides",
        lambda height, width: (2 * height[1], 2 * width[1]),
    ),
    _framed(
        "before-only",
        "no zeros below and on the right",
        lambda height, width: (height[0], width[0]),
    ),
    _framed(
        "after-only",
        "no zeros above and on the left",
        lambda height, width: (height[1], width[1]),
    ),
    _framed("rows-only", "zeros above and below only", lambda height, _: (sum(height), 0)),
    _framed("columns-only", "zeros on the left and right only", lambda _, width: (0, sum(width))),
    _framed(
        "total-twice",
        "all the zeros on each of two sides",
        lambda height, width: (2 * sum(height), 2 * sum(width)),
    ),
    _framed("size-kept", "a picture without a frame", lambda *_: (0, 0)),
)


def _shared(
    id_: str, looks: str, pads: Callable[[int, int, int], tuple[int, int]]
) -> grader.ShapeRule:
    """Return a rule for ``same_padding``, whose answer is no shape, but is recognised alike."""

    def shape(size: int, kernel_size: int, stride: int) -> tuple[int, ...]:
        return pads(size, kernel_size, stride)

    return grader.ShapeRule(id=id_, looks=looks, shape=shape)


def _right(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((places(size, kernel, stride, "same") - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


SAME_PADDING = (
    _shared("exchanged", "before and after exchanged", lambda *axis: _right(*axis)[::-1]),
    _shared("no-stride", "a stride of 1", lambda size, kernel, _: _right(size, kernel, 1)),
    _shared("all-after", "all zeros after", lambda *axis: (0, sum(_right(*axis)))),
    _shared("all-before", "all zeros before", lambda *axis: (sum(_right(*axis)), 0)),
    _shared("half-window", "half the kernel on both sides", lambda _n, k, _s: (k // 2, k // 2)),
    _shared("smaller-half", "the smaller half on both sides", lambda *axis: _right(*axis)[:1] * 2),
    _shared("larger-half", "the larger half on both sides", lambda *axis: _right(*axis)[1:] * 2),
    _shared("total-twice", "all zeros on both sides", lambda *axis: (sum(_right(*axis)),) * 2),
    _shared("none", "no padding", lambda *_: (0, 0)),
)
OUTPUT_SIZE = (*_ROUNDING, *_ONE_OFF, _SIZE_KEPT)
CONV_SHAPE = CONV2D_STRIDED
POOL_SHAPE = POOL
