"""Misconceptions about how many windows lie on a pixel."""

from __future__ import annotations

import numpy as np

import grader

from ..pairs import IntOrPair, pair
from .models import starts, visits


def _int_is_no_pair(kernel_size: IntOrPair) -> tuple[int, int]:
    if isinstance(kernel_size, int):
        raise TypeError("cannot unpack non-iterable int object")
    return kernel_size


def _int_for(axis: int, kernel_size: IntOrPair) -> tuple[int, int]:
    if not isinstance(kernel_size, int):
        return kernel_size
    return (kernel_size, 1) if axis == 0 else (1, kernel_size)


def _zeros_first(size: int, kernel: int, mode: str) -> range:
    begins = starts(size, kernel, mode)
    before = kernel // 2
    return range(-before, size - before) if mode == "same" else begins


def _same_is_full(size: int, kernel: int, begins: range) -> np.ndarray:
    """Take every pixel for one in the middle where there are as many windows as pixels."""
    return np.full(size, kernel) if len(begins) == size else visits(size, kernel, begins)


def _with_padding(_size: int, kernel: int, begins: range) -> np.ndarray:
    """Count on the padded axis."""
    return visits(len(begins) + kernel - 1, kernel, range(len(begins)))


def _per_window(size: int, kernel: int, begins: range) -> np.ndarray:
    """Count the pixels under each window."""
    return np.array([min(begin + kernel, size) - max(begin, 0) for begin in begins])


def _per_window_and_zeros(size: int, kernel: int, begins: range) -> np.ndarray:
    """Count the pixels under each window, in an array as long as the picture."""
    counts = _per_window(size, kernel, begins)
    return np.pad(counts, (0, size - len(counts)))


def _down_only(height: int, width: int, kernel_size: IntOrPair, padding: str) -> np.ndarray:
    """Let the window move down, but not to the right."""
    rows, columns = pair(kernel_size)
    down = visits(height, rows, starts(height, rows, padding))
    return np.outer(down, visits(width, columns, starts(width, columns, padding)[:1]))


def _right_only(height: int, width: int, kernel_size: IntOrPair, padding: str) -> np.ndarray:
    """Let the window move to the right, but not down."""
    return _down_only(width, height, pair(kernel_size)[::-1], padding).T


VISITS = (
    grader.Misconception(
        id="visits-int-crash",
        says="The function stops with an error when kernel_size is an int.",
        hint="A size of 3 and one of (3, 3) are the same window. Where can you make one of the "
        "other?",
        variants=(grader.variant(raises="TypeError", window=_int_is_no_pair),),
    ),
    grader.Misconception(
        id="visits-int-one-direction",
        says="A size that is given as an int is used for one side only.",
        hint="How many pixels lie under a window of size 3?",
        variants=tuple(
            grader.variant(window=lambda size, axis=axis: _int_for(axis, size)) for axis in (0, 1)
        ),
    ),
    grader.Misconception(
        id="visits-window-swapped",
        says="Height and width of the window are exchanged.",
        hint="Rows come first. Along which axis do neighbouring windows of size (3, 1) share "
        "pixels?",
        variants=(grader.variant(window=lambda size: pair(size)[::-1]),),
    ),
    grader.Misconception(
        id="visits-same-taken-for-valid",
        says='Windows have to stay on the picture, even when padding is "same".',
        hint='With "same" there are as many windows as pixels. Where does the first one begin?',
        variants=(grader.variant(mode=lambda _padding: "valid"),),
    ),
    grader.Misconception(
        id="visits-valid-taken-for-same",
        says='Windows may hang over the edge, even when padding is "valid".',
        hint='On which pixels does the first window lie when padding is "valid"? On how many '
        "corners does it lie?",
        variants=(grader.variant(mode=lambda _padding: "same"),),
    ),
    grader.Misconception(
        id="visits-zeros-first",
        says="Windows of even size hang over the edge further in front than behind.",
        hint="A window of 2 hangs over by one place. TensorFlow puts that place at one of the two "
        "ends: which one?",
        variants=(grader.variant(starts=_zeros_first),),
    ),
    grader.Misconception(
        id="visits-everywhere-alike",
        says="Every pixel is counted as often as the window has places.",
        hint="That holds in the middle of a large picture. Which windows would have to lie on the "
        "corner for it, and are they there?",
        variants=(
            grader.variant(visits=lambda size, kernel, _begins: np.full(size, kernel)),
            grader.variant(visits=_same_is_full),
        ),
    ),
    grader.Misconception(
        id="visits-all-windows",
        says="Every pixel is counted as often as there are windows.",
        hint="A window lies on a few pixels only. Take a picture of 5 pixels and a window of 2: "
        "which windows lie on the first pixel?",
        variants=(grader.variant(visits=lambda size, _kernel, begins: np.full(size, len(begins))),),
    ),
    grader.Misconception(
        id="visits-yes-or-no",
        says="It is only noted whether a window lies on a pixel, not how many do.",
        hint="Two windows that share a pixel make it count twice. What do you do to a number that "
        "is already there?",
        variants=(grader.variant(layout=lambda counts: np.minimum(counts, 1)),),
    ),
    grader.Misconception(
        id="visits-added",
        says="The counts of the two directions are added.",
        hint="Take one of 2 windows in a column and one of 3 in a row. How many ways are there to "
        "choose?",
        variants=(grader.variant(join=np.add.outer),),
    ),
    grader.Misconception(
        id="visits-one-direction-only",
        says="Windows are counted in one direction only.",
        hint="Windows move down as well as to the right. Is a pixel in the middle of your first "
        "row looked at as often as one in the middle of the picture?",
        variants=(
            grader.variant(join=lambda down, right: np.outer(down, np.ones_like(right))),
            grader.variant(join=lambda down, right: np.outer(np.ones_like(down), right)),
            grader.variant(whole=_down_only),
            grader.variant(whole=_right_only),
        ),
    ),
    grader.Misconception(
        id="visits-pixels-per-window",
        says="For each window its pixels are counted, not for each pixel its windows.",
        hint="What is the shape of the array that is asked for: that of the picture, or that of "
        "the windows' places?",
        variants=(
            grader.variant(visits=_per_window),
            grader.variant(visits=_per_window_and_zeros),
        ),
    ),
    grader.Misconception(
        id="visits-padding-kept",
        says="The places around the picture are counted as well and stay in the answer.",
        hint="How many rows has the picture, and how many has your array? What should be left off, "
        "and where?",
        variants=(grader.variant(visits=_with_padding),),
    ),
    grader.Misconception(
        id="visits-last-window-missing",
        says="The last window of each row and column is left out.",
        hint="How many windows of 2 fit on 3 pixels? Count the last one too.",
        variants=(grader.variant(starts=lambda *axis: starts(*axis)[:-1]),),
    ),
    grader.Misconception(
        id="visits-side-by-side",
        says="The window moves on by its own size.",
        hint="That is what a pooling does. How far does the window move on with strides of 1?",
        variants=(
            grader.variant(starts=lambda size, kernel, mode: starts(size, kernel, mode)[::kernel]),
        ),
    ),
    grader.Misconception(
        id="visits-rows-columns-exchanged",
        says="Rows and columns of the answer are exchanged.",
        hint="The first axis goes down. What is the shape for a picture of 2 rows and 5 columns?",
        variants=(
            grader.variant(layout=np.transpose),
            # Height and width are, but not those of the window.
            grader.variant(window=lambda size: pair(size)[::-1], layout=np.transpose),
        ),
    ),
)
