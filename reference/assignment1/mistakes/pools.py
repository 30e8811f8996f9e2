"""Misconceptions about pooling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import grader

from ..models.windows import Windows, largest, mean, same_pads
from .pool_numbers import filled, size, sums

Steps = tuple[int, int]
_POOLS = ("max_pool2d", "avg_pool2d")
_EVERY_POOL = (*_POOLS, "pool_output_shape")
_MAX, _AVG = ("max_pool2d",), ("avg_pool2d",)

#: What people take for "smaller than anything".
_CONSTANTS = (
    *(-1.0, -10.0, -99.0, -100.0, -128.0, -255.0, -999.0, -1000.0, -9999.0),
    *(-1e4, -99999.0, -1e5, -1e6, -1e9, float(-(2**31))),
)


def _none_is_no_pair(strides: Steps | None, _window: Steps, _padding: str) -> Steps:
    if strides is None:
        raise TypeError("cannot unpack non-iterable NoneType object")
    return strides


def _largest_with(number: float) -> Callable[[Windows], np.ndarray]:
    return lambda windows: filled(windows, number).max(axis=(2, 3))


def _everywhere(one: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Write one number of each window to all of its channels."""
    return np.broadcast_to(one[..., np.newaxis], like.shape).copy()


def _global(x: np.ndarray, reduce: Callable[..., np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    return np.asarray(reduce(x.astype(np.float64), axis=(0, 1))).reshape(shape)


def _global_everywhere(numbers_of: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    """Write the one number of each channel to every place."""

    def layout(numbers: np.ndarray, picture: np.ndarray) -> np.ndarray:
        return np.broadcast_to(numbers_of(picture, axis=(0, 1)), numbers.shape).copy()

    return layout


def _first_channel(numbers: np.ndarray, *, kept: str) -> np.ndarray:
    first = numbers[..., :1]
    if kept == "every":
        return np.broadcast_to(first, numbers.shape).copy()
    if kept == "first":
        only = np.zeros_like(numbers)
        only[..., :1] = first
        return only
    return first if kept == "one" else first[..., 0]


STRIDES = (
    grader.Misconception(
        id="pool-strides-none-crash",
        says="The function stops with an error when strides is None.",
        hint="The caller may leave the strides out. What does a pooling layer do when nobody says "
        "how far to step?",
        variants=(grader.variant(only=_EVERY_POOL, raises="TypeError", steps=_none_is_no_pair),),
    ),
    grader.Misconception(
        id="pool-default-stride-1",
        says="When strides is None the window moves by 1.",
        hint='Some notes say that 2x2 pooling "with stride 1" halves a map. If nothing is said '
        "about strides, how far does the window move?",
        variants=(
            grader.variant(
                only=_EVERY_POOL, steps=lambda strides, _window, _padding: strides or (1, 1)
            ),
        ),
    ),
    grader.Misconception(
        id="pool-ignores-strides",
        says="The window always moves on by its own size, whatever the strides are.",
        hint="The size of a window and its step are two settings. Try a window of 3 with strides "
        "of 1.",
        variants=(
            grader.variant(only=_EVERY_POOL, steps=lambda _strides, window, _padding: window),
        ),
    ),
    grader.Misconception(
        id="pool-size-swapped",
        says="Height and width of the window are exchanged.",
        hint="Rows come first. Try a window of (1, 3): along which axis should it reach?",
        variants=(
            grader.variant(only=_EVERY_POOL, window=lambda size: size[::-1]),
            grader.variant(
                only=_EVERY_POOL,
                window=lambda size: size[::-1],
                steps=lambda strides, window, _padding: strides or window[::-1],
            ),
        ),
    ),
    grader.Misconception(
        id="pool-crops-to-multiple",
        says="The picture is cut into tiles of the window's size, and what is left over is thrown "
        "away.",
        hint="Tiles work only where windows lie side by side and fill the picture. What becomes of "
        "the leftover rows, and of other strides?",
        variants=(
            grader.variant(
                only=_POOLS,
                steps=lambda _strides, window, _padding: window,
                mode=lambda _padding: "valid",
            ),
        ),
    ),
)

CHANNELS = (
    grader.Misconception(
        id="pool-across-channels",
        says="One number is made of all channels together.",
        hint="Each channel is pooled by itself. How many numbers go into one result with a (2, 2) "
        "window?",
        variants=(
            grader.variant(
                only=_MAX, combine=lambda w: _everywhere(largest(w).max(axis=2), largest(w))
            ),
            grader.variant(only=_AVG, combine=lambda w: _everywhere(mean(w).mean(axis=2), mean(w))),
        ),
    ),
    grader.Misconception(
        id="pool-only-first-channel",
        says="Only the first channel is pooled.",
        hint="Pooling keeps the number of channels. What happens to channel 1?",
        variants=tuple(
            grader.variant(
                only=_POOLS, layout=lambda numbers, _, kept=kept: _first_channel(numbers, kept=kept)
            )
            for kept in ("every", "first", "one", "none")
        ),
    ),
    grader.Misconception(
        id="global-pool",
        says="The whole picture is pooled at once.",
        hint="Pooling looks through a small window, many times. Through how many windows does "
        "yours look?",
        variants=(
            *(
                grader.variant(
                    only=only,
                    whole=lambda x, reduce=reduce, shape=shape, **_: _global(x, reduce, shape),
                )
                for only, reduce in ((_MAX, np.max), (_AVG, np.mean))
                for shape in ((1, 1, -1), (-1,))
            ),
            grader.variant(only=_MAX, layout=_global_everywhere(np.max)),
            grader.variant(only=_AVG, layout=_global_everywhere(np.mean)),
        ),
    ),
)

BORDER = (
    grader.Misconception(
        id="maxpool-zero-padded",
        says="Zeros of the padding can win the maximum.",
        hint="Some notes say that zeros of the padding change nothing. Is that so in a picture of "
        "negative numbers? Which number can never be the largest?",
        variants=(grader.variant(only=_MAX, combine=_largest_with(0.0)),),
    ),
    grader.Misconception(
        id="maxpool-starts-at-zero",
        says="The search for the largest number starts at 0.",
        hint="Zero is not the smallest number. Try a picture of negative numbers only.",
        variants=(grader.variant(only=_MAX, result=lambda numbers: np.maximum(numbers, 0)),),
    ),
    grader.Misconception(
        id="maxpool-large-negative-constant",
        says="The constant that stands for the smallest number is not small enough for every "
        "picture.",
        hint="Some picture may be darker than your constant. Is there a number that is below all "
        "others?",
        variants=(
            *(grader.variant(only=_MAX, combine=_largest_with(c)) for c in _CONSTANTS),
            *(
                grader.variant(only=_MAX, result=lambda numbers, c=c: np.maximum(numbers, c))
                for c in _CONSTANTS
            ),
        ),
    ),
    grader.Misconception(
        id="maxpool-first-element-kept",
        says='With "same", the first window starts at the first pixel, not in the padding.',
        hint="The first window may hang over the edge. How many places of it lie outside?",
        variants=(grader.variant(only=_POOLS, pads=lambda *axis: (0, sum(same_pads(*axis)))),),
    ),
    grader.Misconception(
        id="avgpool-counts-padding",
        says="Zeros of the padding are counted in the average.",
        hint="Some notes say that zeros of the padding change nothing. How many real pixels lie "
        "inside the last window, and by what do you divide?",
        variants=(
            grader.variant(only=_AVG, combine=lambda w: sums(w) / (size(w)[0] * size(w)[1])),
        ),
    ),
)
