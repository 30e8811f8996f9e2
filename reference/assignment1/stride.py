"""Stride: how far the window moves with each step.

So far the window has moved by one pixel at a time. With a stride of 2 it moves by
two: it looks at half as many places, and the output is about half as large.

    stride 1                      stride 2

    pixel       0 1 2 3 4         pixel       0 1 2 3 4
    window 0    # # #             window 0    # # #
    window 1      # # #           window 1        # # #
    window 2        # # #

The pixels inside a window stay neighbours: only the window's next place is
further away. A stride of 1 means "move by one", not "leave one out".

Here there is one picture at a time, so there is no batch axis, and the channels
are the last axis. Strides are always a pair, (down, right), as in Keras and
TensorFlow. You may use what you have written before, for example with
``from padding import same_padding``. Parts marked (advanced) go beyond a first
course.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import grader

from . import draws, explained, twins
from .convolution import conv2d
from .padding import same_padding, zero_pad


def conv2d_strided(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Slide filters over a picture, with any strides and either padding.

    The first window starts at the top left corner of the picture, or of the
    padded picture. Without padding, a window that would hang over the end is
    left out. With "same" padding the zeros are those that ``same_padding`` gives
    for each axis with its own stride (advanced).

    Args:
        x: The picture, shape (H, W, C), float32 or float64.
        kernel: The weights of all filters, shape (kh, kw, C, F), same dtype.
        bias: One number for each filter, shape (F,), same dtype.
        strides: How far each step goes: (down, right), two ints, 1 or more. They
            may differ (advanced).
        padding: ``"valid"`` (no padding; the kernel is then at most as large as
            the picture) or ``"same"``.

    Returns:
        An array of floats of shape (H', W', F). H' and W' are the numbers of
        places that the window has, from top to bottom and from left to right.
        "same" keeps the size of the picture only when both strides are 1.

    Example:
        A kernel of a single 1 shows where the windows are: two pixels further
        with each step down, three with each step to the right.

        >>> x = np.arange(20.0).reshape(4, 5, 1)
        >>> kernel, bias = np.ones((1, 1, 1, 1)), np.zeros(1)
        >>> conv2d_strided(x, kernel, bias, (2, 3), "valid")[:, :, 0]
        array([[ 0.,  3.],
               [10., 13.]])

        (advanced) 28 pixels at stride 2 give 14 outputs with "same" padding, and
        with a kernel of 3 there is one zero, after the last pixel.

        >>> x = np.ones((28, 1, 1))
        >>> y = conv2d_strided(x, np.ones((3, 1, 1, 1)), bias, (2, 1), "same")
        >>> y.shape
        (14, 1, 1)
        >>> y[[0, 1, 12, 13], 0, 0]
        array([3., 3., 3., 2.])

    In a CNN:
        A stride of 2 makes the maps smaller, and all that follows four times
        cheaper, in the same step that looks for patterns.
    """
    sh, sw = strides
    if padding == "same":
        pad_height = same_padding(x.shape[0], kernel.shape[0], sh)
        pad_width = same_padding(x.shape[1], kernel.shape[1], sw)
        x = zero_pad(x, pad_height, pad_width)
    # With these zeros in place, the windows wanted are every sh-th and sw-th of all.
    return conv2d(x, kernel, bias)[::sh, ::sw]


def conv2d_strided_twin(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Ask TensorFlow."""
    return twins.convolve(x, kernel, bias, strides, padding)


def conv2d_strided_allowed(
    answer: grader.Answer,
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Return how far off each output may be."""
    magnitude = answer(np.abs(x), np.abs(kernel), np.abs(bias), strides, padding)
    return grader.sum_error(kernel[..., 0].size, magnitude)


def conv2d_strided_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture, filters, biases, strides and a padding."""
    return draws.convolution(draw, strides=draws.STRIDE, paddings=draws.PADDING)


CONCEPT = grader.Concept(
    id="stride",
    title="Stride",
    goal="Move the window by more than one pixel, down and to the right, with either padding.",
    exercises=(
        grader.Exercise(
            function=conv2d_strided,
            inputs=conv2d_strided_calls,
            twin=conv2d_strided_twin,
            allowed=conv2d_strided_allowed,
            **explained.CONV2D_STRIDED,
            points=10,
            requires=("conv2d", "zero_pad", "same_padding"),
            hints=(
                "Nothing changes inside a window. Only the places of the windows change.",
                (
                    "Keep two things apart: the number of an output, and the pixel where its "
                    "window starts. Output 1 starts one whole stride in."
                ),
                (
                    'For "same", put the zeros around the picture first, and let them be those for '
                    "this stride. From there on it is the case without padding."
                ),
            ),
        ),
    ),
)
