"""Misconceptions that spoil a convolution of a batch as well as a pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import grader

from ..pairs import IntOrPair, pair
from .models import same_pads, step_pair

if TYPE_CHECKING:
    import numpy as np

_POOL = ("max_pool2d_batch",)

Steps = Callable[[IntOrPair | None, tuple[int, int]], tuple[int, int]]


def _int_is_no_pair(strides: IntOrPair | None, window: tuple[int, int]) -> tuple[int, int]:
    if isinstance(strides, int):
        raise TypeError("cannot unpack non-iterable int object")
    return step_pair(strides, window)


def _int_for(axis: int) -> Steps:
    """Take an int for one direction alone."""

    def steps(strides: IntOrPair | None, window: tuple[int, int]) -> tuple[int, int]:
        if not isinstance(strides, int):
            return step_pair(strides, window)
        return (strides, 1) if axis == 0 else (1, strides)

    return steps


def _given(change: Callable[[int, int], tuple[int, int]]) -> Steps:
    """Change strides where they are given."""

    def steps(strides: IntOrPair | None, window: tuple[int, int]) -> tuple[int, int]:
        return window if strides is None else change(*pair(strides))

    return steps


def _also_by_default(change: Callable[[int, int], tuple[int, int]]) -> Steps:
    """Change the strides of a pooling where they are not given, too."""
    return lambda strides, window: change(*step_pair(strides, window))


def _half_in_front(size: int, kernel: int, step: int) -> tuple[int, int]:
    """Put half of the window in front, and behind as much as the right number of places needs."""
    before = kernel // 2
    return before, max((-(-size // step) - 1) * step + kernel - size - before, 0)


def _side_by_side(windows: np.ndarray, steps: tuple[int, int]) -> np.ndarray:
    """Take as many windows as there should be, but neighbours."""
    rows, columns = (-(-windows.shape[1 + axis] // steps[axis]) for axis in (0, 1))
    return windows[:, :rows, :columns]


STEPS = (
    # https://github.com/keras-team/keras/issues/2820: 'int' object is not iterable.
    grader.Misconception(
        id="strides-int-crash",
        says="The function stops with an error when strides is an int.",
        hint="Keras takes strides=2 as well as strides=(2, 2). How can you make the first into the "
        "second before anything else happens?",
        variants=(grader.variant(raises="TypeError", steps=_int_is_no_pair),),
    ),
    grader.Misconception(
        id="strides-int-one-direction",
        says="A stride that is given as an int is used in one direction only.",
        hint="Take strides=2 on a picture of 4 rows and 4 columns. How many windows are there "
        "downward, and how many to the right?",
        variants=tuple(grader.variant(steps=_int_for(axis)) for axis in (0, 1)),
    ),
    grader.Misconception(
        id="strides-swapped",
        says="The two strides are exchanged.",
        hint="The first stride goes with the first of the two axes. Which side of the answer "
        "should get smaller with strides of (3, 1)?",
        variants=(
            grader.variant(steps=_given(lambda down, right: (right, down))),
            grader.variant(only=_POOL, steps=_also_by_default(lambda down, right: (right, down))),
        ),
    ),
    grader.Misconception(
        id="strides-one-for-both",
        says="Only one of the two strides is used, for both directions.",
        hint="The step down and the step to the right may differ. With strides of (1, 2), which "
        "side of the answer should be halved?",
        variants=(
            grader.variant(steps=_given(lambda down, _right: (down, down))),
            grader.variant(steps=_given(lambda _down, right: (right, right))),
            grader.variant(only=_POOL, steps=_also_by_default(lambda down, _right: (down, down))),
            grader.variant(only=_POOL, steps=_also_by_default(lambda _down, right: (right, right))),
        ),
    ),
    # https://community.deeplearning.ai/t/course-4-week-1-exercise-3-make-sure-you-include-stride-
    # in-your-calculation/513501: the shape is right, most numbers are not.
    grader.Misconception(
        id="strides-only-in-shape",
        says="The answer has the shape that the strides ask for, but the window moves on by 1.",
        hint="Take a stride of 2. In which row of the picture does the window begin that makes "
        "row 3 of the answer?",
        variants=(grader.variant(pick=_side_by_side),),
    ),
    grader.Misconception(
        id="strides-ignored",
        says="The window moves by 1 in both directions, whatever the strides are.",
        hint="The strides say how far the window jumps. With strides of 2, which columns does "
        "the second window of a row begin in?",
        variants=(
            grader.variant(steps=_given(lambda _down, _right: (1, 1))),
            grader.variant(only=_POOL, steps=lambda _strides, _window: (1, 1)),
        ),
    ),
)

SAME = (
    grader.Misconception(
        id="same-zeros-first",
        says="When the number of places around the picture is odd, the extra one goes in front.",
        hint="One place cannot be shared between two sides. On which side does TensorFlow put it? "
        "Other libraries choose differently.",
        variants=(
            grader.variant(pads=lambda size, kernel, step: same_pads(size, kernel, step)[::-1]),
        ),
    ),
    # https://github.com/pytorch/pytorch/pull/45667: padding that does not depend on the stride.
    # https://github.com/taehoonlee/tensornets/issues/25: both ways, at stride 2.
    grader.Misconception(
        id="same-as-at-stride-one",
        says='With "same", the padding is made as for strides of 1, whatever the strides are.',
        hint="With larger steps fewer windows are needed. Where does the last of them end, and how "
        "many places beyond the picture does it cover?",
        variants=(
            grader.variant(pads=lambda _size, kernel, _step: ((kernel - 1) // 2, kernel // 2)),
        ),
    ),
    # https://github.com/HorizonRobotics/alf/pull/457: half of the kernel on each side.
    grader.Misconception(
        id="same-half-kernel-each-side",
        says='With "same", half of the window\'s length is put on each side.',
        hint="That fits windows of odd length that move by 1. Take a window of 2: how many places "
        "beyond the picture does it need at all, and on which side?",
        variants=(
            grader.variant(pads=lambda _size, kernel, _step: (kernel // 2, kernel // 2)),
            grader.variant(pads=lambda _size, kernel, _step: ((kernel - 1) // 2,) * 2),
            grader.variant(pads=_half_in_front),
        ),
    ),
    grader.Misconception(
        id="same-equal-sides",
        says='With "same", both sides get equally much, even where the number of places is odd.',
        hint="Add up what you put on both sides. Is it what the windows need, when that is an odd "
        "number?",
        variants=(
            grader.variant(pads=lambda *axis: (same_pads(*axis)[0],) * 2),
            grader.variant(pads=lambda *axis: (same_pads(*axis)[1],) * 2),
        ),
    ),
    grader.Misconception(
        id="same-all-behind",
        says='With "same", the first window begins at the first pixel: all padding goes behind.',
        hint="The first window may hang over the edge too. How many of its places lie outside, "
        "if both sides get about the same?",
        variants=(grader.variant(pads=lambda *axis: (0, sum(same_pads(*axis)))),),
    ),
    grader.Misconception(
        id="same-taken-for-valid",
        says='Nothing is put around the picture, even when padding is "same".',
        hint='With "same" and strides of 1 the answer is as high and wide as the picture. What '
        "must lie around it for that?",
        variants=(grader.variant(mode=lambda _padding: "valid"),),
    ),
    grader.Misconception(
        id="valid-taken-for-same",
        says='The picture gets its padding even when padding is "valid".',
        hint='"valid" allows only windows that lie on the picture as a whole. How many of those '
        "are there on 5 pixels with a window of 3?",
        variants=(grader.variant(mode=lambda _padding: "same"),),
    ),
)
