"""Misconceptions about the pooling of a batch."""

from __future__ import annotations

import numpy as np

import grader

from ..pairs import IntOrPair, pair
from .models import largest, step_pair

#: What people take for "smaller than anything".
_CONSTANTS = (-1.0, -100.0, -255.0, -999.0, -9999.0, -1e6, -1e9)


def _int_is_no_pair(pool_size: IntOrPair) -> tuple[int, int]:
    if isinstance(pool_size, int):
        raise TypeError("cannot unpack non-iterable int object")
    return pool_size


def _no_int_strides(strides: IntOrPair | None, window: tuple[int, int]) -> tuple[int, int]:
    if isinstance(strides, int):
        raise TypeError("cannot unpack non-iterable int object")
    return step_pair(strides, window)


def _none_is_no_pair(strides: IntOrPair | None, _window: tuple[int, int]) -> tuple[int, int]:
    if strides is None:
        raise TypeError("cannot unpack non-iterable NoneType object")
    return pair(strides)


def _int_for(axis: int, pool_size: IntOrPair) -> tuple[int, int]:
    if not isinstance(pool_size, int):
        return pool_size
    return (pool_size, 1) if axis == 0 else (1, pool_size)


def _mean(windows: np.ndarray, _kernel: None) -> np.ndarray:
    """Return the mean of the pixels of each window."""
    inside = np.isfinite(windows)
    sums = np.where(inside, windows, 0.0).sum(axis=(4, 5))
    means: np.ndarray = sums / inside.sum(axis=(4, 5))
    return means


def _mean_with_padding(windows: np.ndarray, _kernel: None) -> np.ndarray:
    means: np.ndarray = np.where(np.isfinite(windows), windows, 0.0).mean(axis=(4, 5))
    return means


def _across(windows: np.ndarray, _kernel: None) -> np.ndarray:
    """Return the largest number of all channels, for each of them."""
    numbers = largest(windows, None)
    return np.broadcast_to(numbers.max(axis=3, keepdims=True), numbers.shape).copy()


def _first_channel_alone(numbers: np.ndarray, _images: np.ndarray) -> np.ndarray:
    only = np.zeros_like(numbers)
    only[..., 0] = numbers[..., 0]
    return only


def _every_place(numbers: np.ndarray, images: np.ndarray) -> np.ndarray:
    return np.broadcast_to(images.max(axis=(1, 2), keepdims=True), numbers.shape).copy()


POOL = (
    grader.Misconception(
        id="pool-int-crash",
        says="The function stops with an error when pool_size is an int.",
        hint="pool_size=2 and pool_size=(2, 2) are the same window. How can the rest of your code "
        "be spared the difference, for the strides too?",
        variants=(
            grader.variant(raises="TypeError", window=_int_is_no_pair),
            grader.variant(raises="TypeError", window=_int_is_no_pair, steps=_no_int_strides),
        ),
    ),
    grader.Misconception(
        id="pool-no-strides-crash",
        says="The function stops with an error when strides is None.",
        hint="The caller may leave the strides out. How far does a pooling move on then?",
        variants=(grader.variant(raises="TypeError", steps=_none_is_no_pair),),
    ),
    # https://e-com-net.com/article/1604775031701798912.htm: warns that None does not mean 1.
    grader.Misconception(
        id="pool-no-strides-is-one",
        says="When strides is None the window moves by 1.",
        hint="A (2, 2) pooling halves a picture when nothing is said about strides. How far does "
        "its window move on, then?",
        variants=(grader.variant(steps=lambda strides, _window: pair(strides or 1)),),
    ),
    grader.Misconception(
        id="pool-strides-ignored",
        says="The window always moves on by its own size, whatever the strides are.",
        hint="Size and step are two settings. Try a window of 3 with strides of 1: do "
        "neighbouring windows share pixels?",
        variants=(grader.variant(steps=lambda _strides, window: window),),
    ),
    grader.Misconception(
        id="pool-int-one-direction",
        says="A window that is given as an int is used for one side only.",
        hint="How many pixels does the window of pool_size=3 cover?",
        variants=tuple(
            grader.variant(window=lambda size, axis=axis: _int_for(axis, size)) for axis in (0, 1)
        ),
    ),
    grader.Misconception(
        id="pool-window-swapped",
        says="Height and width of the window are exchanged.",
        hint="Rows come first. Along which axis should a window of (1, 3) reach?",
        variants=(
            grader.variant(window=lambda size: pair(size)[::-1]),
            grader.variant(
                window=lambda size: pair(size)[::-1],
                steps=lambda strides, window: step_pair(strides, window[::-1]),
            ),
        ),
    ),
    # https://github.com/tensorflow/tensorflow/issues/10216: expects that a zero wins over -2.
    # https://github.com/pytorch/pytorch/issues/33384: it is -inf, the manual says zeros.
    grader.Misconception(
        id="pool-zeros-win",
        says="Zeros around the picture can win the maximum.",
        hint="Take a picture whose numbers are all negative. What is the largest in the last "
        "window, and is that a pixel?",
        variants=(grader.variant(outside=lambda: 0.0),),
    ),
    grader.Misconception(
        id="pool-starts-at-zero",
        says="Where the largest number of a window is negative, the answer is 0.",
        hint="Where does the search for the largest number begin? Try a picture of negative "
        "numbers, without any padding.",
        variants=(grader.variant(result=lambda numbers: np.maximum(numbers, 0.0)),),
    ),
    grader.Misconception(
        id="pool-constant-too-large",
        says="The constant that stands for the smallest number is not the smallest.",
        hint="Some picture may be darker than your constant. Is there a number that is below all "
        "others?",
        variants=(
            *(grader.variant(outside=lambda c=c: c) for c in _CONSTANTS),
            *(grader.variant(result=lambda ns, c=c: np.maximum(ns, c)) for c in _CONSTANTS),
        ),
    ),
    grader.Misconception(
        id="pool-mean",
        says="The mean of each window is taken, not its largest number.",
        hint="There are two kinds of pooling. Which one do you write here, and what does it keep "
        "of a window with 1, 1, 1 and 9?",
        variants=(grader.variant(combine=_mean), grader.variant(combine=_mean_with_padding)),
    ),
    grader.Misconception(
        id="pool-across-all-channels",
        says="The largest number of all channels is taken.",
        hint="Each channel is pooled by itself. How many numbers should there be at each place?",
        variants=(
            grader.variant(combine=_across),
            grader.variant(layout=lambda numbers, _images: numbers.max(axis=3, keepdims=True)),
            grader.variant(layout=lambda numbers, _images: numbers.max(axis=3)),
        ),
    ),
    grader.Misconception(
        id="pool-one-channel",
        says="Only the first channel is pooled.",
        hint="A pooling keeps the number of channels. What becomes of the second one?",
        variants=(
            grader.variant(layout=lambda numbers, _images: numbers[..., :1]),
            grader.variant(layout=lambda numbers, _images: numbers[..., 0]),
            grader.variant(layout=_first_channel_alone),
            grader.variant(
                layout=lambda numbers, _images: np.repeat(
                    numbers[..., :1], numbers.shape[3], axis=3
                )
            ),
        ),
    ),
    grader.Misconception(
        id="pool-whole-picture",
        says="Each picture is pooled as a whole, not window by window.",
        hint="A window is small, and moves. How many windows fit on your picture?",
        variants=(
            grader.variant(layout=lambda _numbers, images: images.max(axis=(1, 2))),
            grader.variant(layout=lambda _numbers, images: images.max(axis=(1, 2), keepdims=True)),
            grader.variant(layout=_every_place),
        ),
    ),
)
