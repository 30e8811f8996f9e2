"""Padding: a frame of zeros around the picture.

A window that must fit on the picture has fewer places than there are pixels, so
every convolution makes the picture smaller. Padding puts zeros around it first.

    picture      padded by one
                 0  0  0  0
    1  2         0  1  2  0
    3  4         0  3  4  0
                 0  0  0  0

There are two words for it. "valid" means no padding at all. "same" means just as
many zeros as are needed to keep the size when the stride is 1. In this course
the padding is always zeros: no ones, and no copies of the border.

Here there is one picture at a time, so there is no batch axis. The channels are
the last axis, and they get no frame. You may use what you have written before,
with ``from convolution import conv2d``. Parts marked (advanced) go beyond a
first course.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import grader

from . import draws, explained, twins
from .convolution import conv2d


def zero_pad(x: np.ndarray, pad_height: tuple[int, int], pad_width: tuple[int, int]) -> np.ndarray:
    """Put a frame of zeros around a picture.

    Args:
        x: The picture, shape (H, W, C), float32 or float64. It is not changed.
        pad_height: How many rows of zeros to add: (top, bottom), ints, 0 or more.
        pad_width: How many columns of zeros to add: (left, right), ints, 0 or more.

    Returns:
        A new array of floats of shape (H + top + bottom, W + left + right, C).

    Example:
        A (4, 4) picture padded by one on every side is a (6, 6) picture.

        >>> zero_pad(np.ones((4, 4, 1)), (1, 1), (1, 1)).shape
        (6, 6, 1)

        The four sides may all differ. Here: no row on top, one below, two columns
        on the left, none on the right.

        >>> x = np.array([[5.0, 6.0], [7.0, 8.0]]).reshape(2, 2, 1)
        >>> zero_pad(x, (0, 1), (2, 0))[:, :, 0]
        array([[0., 0., 5., 6.],
               [0., 0., 7., 8.],
               [0., 0., 0., 0.]])

    In a CNN:
        With a frame, pixels at the border get seen as often as they should, and a
        deep network does not shrink its picture to nothing.
    """
    height, width, channels = x.shape
    (top, bottom), (left, right) = pad_height, pad_width
    padded = np.zeros((top + height + bottom, left + width + right, channels))
    padded[top : top + height, left : left + width] = x
    return padded


def same_padding(size: int, kernel_size: int, stride: int) -> tuple[int, int]:
    """Return how many zeros "same" padding puts before and after one axis.

    At stride 1 the output is as long as the input. Just as many zeros are added
    as that needs, half of them before and half of them after.

    (advanced) When the number of zeros is odd, the extra one goes after.

    (advanced) At a larger stride the output is shorter. A window starts at every
    ``stride``-th place as long as there are pixels: 28 pixels give 14 outputs at
    stride 2, and so do 27. Zeros are added only as far as the last window needs
    them. If it needs none, there are none.

    Args:
        size: How many pixels the axis has, an int, 1 or more.
        kernel_size: How long the kernel is, an int, 1 or more. It may be larger
            than ``size``.
        stride: How far each step goes, an int, 1 or more.

    Returns:
        A tuple of two ints, (before, after).

    Example:
        At stride 1, a kernel of 3 hangs over each end by one pixel.

        >>> same_padding(5, 3, 1)
        (1, 1)

        (advanced) 28 pixels, a kernel of 3 and stride 2 give 14 windows. The last
        one misses a single pixel, so there is a single zero, and it goes after.

            pixel       0  1  2  3  4  ...  24 25 26 27  .
            window 0    #  #  #
            window 1          #  #  #
            window 12                       #  #  #
            window 13                             #  #  #

        >>> same_padding(28, 3, 2)
        (0, 1)

    In a CNN:
        This is what ``padding="same"`` of Keras and TensorFlow works out for you.
    """
    outputs = -(-size // stride)  # rounded up
    total = max((outputs - 1) * stride + kernel_size - size, 0)
    before = total // 2
    return before, total - before


def conv2d_same(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Slide filters over a picture with "same" padding, at stride 1.

    The zeros go around the picture before the filters look at it. How many there
    are on each side is what ``same_padding`` says.

    Args:
        x: The picture, shape (H, W, C), float32 or float64.
        kernel: The weights of all filters, shape (kh, kw, C, F), same dtype. Its
            height and width may differ, be even (advanced), or be larger than
            the picture.
        bias: One number for each filter, shape (F,), same dtype.

    Returns:
        An array of floats of shape (H, W, F).

    Example:
        With ones everywhere, each output counts the real pixels under its window:
        four in a corner, six at a border, nine inside.

        >>> conv2d_same(np.ones((3, 4, 1)), np.ones((3, 3, 1, 1)), np.zeros(1))[:, :, 0]
        array([[4., 6., 6., 4.],
               [6., 9., 9., 6.],
               [4., 6., 6., 4.]])

    In a CNN:
        Most layers keep the size of their picture, so that many of them can be
        put on top of each other.
    """
    pad_height = same_padding(x.shape[0], kernel.shape[0], 1)
    pad_width = same_padding(x.shape[1], kernel.shape[1], 1)
    return conv2d(zero_pad(x, pad_height, pad_width), kernel, bias)


def zero_pad_twin(
    x: np.ndarray, pad_height: tuple[int, int], pad_width: tuple[int, int]
) -> np.ndarray:
    """Ask TensorFlow."""
    return twins.pad(x, (pad_height, pad_width, (0, 0)))


def same_padding_twin(size: int, kernel_size: int, stride: int) -> tuple[int, int]:
    """Measure what TensorFlow does: let each filter report what lies under one of its weights.

    The pixels are 1, 2, 3 ..., so a report of 0 is padding. The zeros in front of
    the first window are those before, the zeros behind the last those after.
    """
    pixels = np.arange(1.0, size + 1).reshape(size, 1, 1)
    reporters = np.eye(kernel_size).reshape(kernel_size, 1, 1, kernel_size)
    windows = twins.convolve(pixels, reporters, np.zeros(kernel_size), (stride, 1), "same")[:, 0]
    before = int(np.flatnonzero(windows[0])[0])
    after = int(np.flatnonzero(windows[-1, ::-1])[0])
    return before, after


def conv2d_same_twin(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Ask TensorFlow."""
    return twins.convolve(x, kernel, bias, (1, 1), "same")


def conv2d_same_allowed(
    answer: grader.Answer, x: np.ndarray, kernel: np.ndarray, bias: np.ndarray
) -> np.ndarray:
    """Return how far off each output may be."""
    magnitude = answer(np.abs(x), np.abs(kernel), np.abs(bias))
    return grader.sum_error(kernel[..., 0].size, magnitude)


def zero_pad_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture and how many zeros to put on each of its four sides."""
    size, amount = range(1, 6), range(4)
    pick = draw(
        grader.inputs.choices(
            height=size,
            width=size,
            channels=draws.DEPTH,
            top=amount,
            bottom=amount,
            left=amount,
            right=amount,
            **draws.values(),
        )
    )
    shape = (pick.height, pick.width, pick.channels)
    return {
        "x": draw(grader.inputs.array(pick.pixels, shape, pick.dtype)),
        "pad_height": (pick.top, pick.bottom),
        "pad_width": (pick.left, pick.right),
    }


def same_padding_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a size, a kernel and a stride, now and then those of real networks."""
    pick = draw(grader.inputs.choices(**draws.LINE))
    size = draws.image_size(pick.kernel, pick.more, "same")
    return {"size": size, "kernel_size": pick.kernel, "stride": pick.stride}


def conv2d_same_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture, filters of any size, and their biases."""
    call = draws.convolution(draw, paddings=("same",))
    return {name: call[name] for name in ("x", "kernel", "bias")}


CONCEPT = grader.Concept(
    id="padding",
    title="Padding",
    goal='Put zeros around a picture, and know how many of them "same" padding needs.',
    exercises=(
        grader.Exercise(
            function=zero_pad,
            inputs=zero_pad_calls,
            twin=zero_pad_twin,
            **explained.ZERO_PAD,
            points=5,
            hints=(
                "Think of a larger sheet full of zeros, on which the picture is laid.",
                "How large is the sheet, and at which row and column does the picture begin?",
                (
                    "The first number of each pair belongs in front: above, and to the left. The "
                    "axis of the channels keeps its length."
                ),
            ),
        ),
        grader.Exercise(
            function=same_padding,
            inputs=same_padding_calls,
            twin=same_padding_twin,
            **explained.SAME_PADDING,
            points=5,
            hints=(
                "Draw the axis as a row of boxes, and lay the first and the last window on it.",
                (
                    "First find out how many windows there are. Where does the last one start, and "
                    "how many pixels does it miss?"
                ),
                (
                    "There can be no fewer than zero zeros. Share them evenly; when one is left "
                    "over, look at the example with 28 pixels to see where it goes."
                ),
            ),
        ),
        grader.Exercise(
            function=conv2d_same,
            inputs=conv2d_same_calls,
            twin=conv2d_same_twin,
            allowed=conv2d_same_allowed,
            **explained.CONV2D_SAME,
            points=10,
            requires=("conv2d", "zero_pad", "same_padding"),
            hints=(
                "You have all the parts already. Which of them comes first?",
                (
                    "Rows and columns each need their own numbers of zeros, because a kernel may "
                    "be taller than it is wide."
                ),
                (
                    "The frame goes around the input, before anything is multiplied. What comes "
                    "out then has the right size by itself."
                ),
            ),
        ),
    ),
)
