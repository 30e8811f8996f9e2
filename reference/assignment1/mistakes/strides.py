"""Misconceptions about the size of a step."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import shared

Steps = tuple[int, int]
_WINDOWS = ("conv2d_strided", "max_pool2d", "avg_pool2d")
_SHAPES = ("conv_output_shape", "pool_output_shape")
_POOLS = ("max_pool2d", "avg_pool2d", "pool_output_shape")


def _or_window(strides: Steps | None, window: Steps) -> Steps:
    return window if strides is None else strides


def no_step(_strides: Steps | None, _window: Steps, _padding: str) -> Steps:
    """Move by 1, whatever is said."""
    return 1, 1


def _enough_for_all(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Return the zeros with which as many windows fit as there are pixels, at any stride."""
    return shared(max((size - 1) * stride + kernel - size, 0))


STEPS = (
    grader.Misconception(
        id="strides-swapped",
        says="The two strides are swapped.",
        hint="Some notes write strides as (right, down). In Keras and TensorFlow the first one "
        "belongs to the rows. Try strides of (1, 3): which side should get smaller?",
        variants=(
            grader.variant(
                only=(*_WINDOWS, *_SHAPES),
                steps=lambda strides, window, _: strides[::-1] if strides else window,
            ),
            grader.variant(
                only=_POOLS, steps=lambda strides, window, _: _or_window(strides, window)[::-1]
            ),
        ),
    ),
    grader.Misconception(
        id="stride-first-for-both",
        says="One of the two strides is used for both axes.",
        hint="The step down and the step to the right may differ. Which line uses only one of "
        "them?",
        variants=(
            grader.variant(
                only=(*_WINDOWS, *_SHAPES),
                steps=lambda strides, window, _: (strides[0],) * 2 if strides else window,
            ),
            grader.variant(
                only=(*_WINDOWS, *_SHAPES),
                steps=lambda strides, window, _: (strides[1],) * 2 if strides else window,
            ),
            grader.variant(
                only=_POOLS, steps=lambda strides, window, _: (_or_window(strides, window)[0],) * 2
            ),
            grader.variant(
                only=_POOLS, steps=lambda strides, window, _: (_or_window(strides, window)[1],) * 2
            ),
        ),
    ),
    grader.Misconception(
        id="stride-one-axis-only",
        says="The window takes its steps along one axis only, and moves by 1 along the other.",
        hint="Compare how you walk down with how you walk to the right. Where is each of the two "
        "strides used?",
        variants=(
            grader.variant(
                only=(*_WINDOWS, *_SHAPES),
                steps=lambda strides, window, _: (_or_window(strides, window)[0], 1),
            ),
            grader.variant(
                only=(*_WINDOWS, *_SHAPES),
                steps=lambda strides, window, _: (1, _or_window(strides, window)[1]),
            ),
        ),
    ),
    grader.Misconception(
        id="stride-ignored",
        says="The window moves by 1, whatever the strides are.",
        hint="The output is too large. Where does the step come in?",
        variants=(grader.variant(only=(*_WINDOWS, *_SHAPES), steps=no_step),),
    ),
    grader.Misconception(
        id="stride-skips-s-pixels",
        says="The stride is taken as the number of pixels to leave out, so each step is one too "
        "long.",
        hint='A stride of 1 means "move by one", not "leave one out". What do you get for stride '
        "1?",
        variants=(
            grader.variant(
                only=(*_WINDOWS, *_SHAPES),
                steps=lambda strides, window, _: tuple(
                    step + 1 for step in _or_window(strides, window)
                ),
            ),
            grader.variant(
                only=_POOLS,
                steps=lambda strides, window, _: (
                    (strides[0] + 1, strides[1] + 1) if strides else window
                ),
            ),
            grader.variant(
                only=_WINDOWS,
                count=lambda axis: (axis.length - axis.kernel) // (axis.stride + 1) + 1,
                starts=lambda axis, count: np.arange(count) * (axis.stride + 1),
            ),
        ),
    ),
    grader.Misconception(
        id="same-equals-input",
        says='"same" gives an output as large as the picture, whatever the strides are.',
        hint='Some notes say that "same" keeps the size. It does at stride 1. With a stride of '
        "2, how many windows start in a row of 6 pixels?",
        variants=(
            grader.variant(
                only=_WINDOWS,
                steps=lambda strides, window, padding: (
                    (1, 1) if padding == "same" else _or_window(strides, window)
                ),
            ),
            grader.variant(only=("conv2d_strided",), pads=_enough_for_all),
            grader.variant(same=lambda size, _kernel, _stride: size),
        ),
        aliases=("same-pads-then-same-size",),
    ),
)
