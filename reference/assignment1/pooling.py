"""Pooling: keep one number for each window, and make the picture smaller.

A pooling layer has no weights. It looks at the picture through a small window
and keeps the largest value (max pooling) or the mean (average pooling). Every
channel is pooled by itself, so there are as many channels after as before.

    picture          max (2, 2)      average (2, 2)
    1  3  0  4       5  4            2.75  1.50
    5  2  1  1       7  9            3.50  4.50
    0  7  2  3
    6  1  4  9

If nothing is said about the strides, the window moves on by its own size, so
that no pixel is looked at twice. That is what halves the picture above.

With "same" padding, windows at the border may hang over the edge. Padding is
not part of the picture: it is never the largest value, and it is not counted in
a mean.

Here there is one picture at a time, so there is no batch axis, and the channels
are the last axis. You may use what you have written before, for example with
``from padding import same_padding``. Parts marked (advanced) go beyond a first
course.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import grader

from . import draws, explained, twins
from .padding import same_padding


def max_pool2d(
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Keep the largest value of each window, for every channel by itself.

    Args:
        x: The picture, shape (H, W, C), float32 or float64. Any of its values may
            be negative.
        pool_size: Height and width of the window, two ints, 1 or more.
        strides: How far each step goes: (down, right), two ints, 1 or more. They
            may differ (advanced). ``None`` means: the same as ``pool_size``.
        padding: ``"valid"`` (windows that would hang over the end are left out;
            the first one always fits) or ``"same"`` (the windows lie as
            ``same_padding`` says; with strides above 1 that is advanced).

    Returns:
        An array of floats of shape (H', W', C). H' and W' are the numbers of
        places that the window has, from top to bottom and from left to right.

    Example:
        A (2, 2) window fits once on a (2, 2) picture. The three channels stay
        three.

        >>> x = np.arange(12.0).reshape(2, 2, 3)
        >>> y = max_pool2d(x, (2, 2), None, "valid")
        >>> y.shape
        (1, 1, 3)
        >>> y[0, 0]
        array([ 9., 10., 11.])

        The last window of this row holds one pixel and one place outside. The
        pixel is the largest of what there is.

        >>> row = np.array([-5.0, -2.0, -3.0]).reshape(1, 3, 1)
        >>> max_pool2d(row, (1, 2), (1, 2), "same")[0, :, 0]
        array([-2., -3.])

    In a CNN:
        It keeps that a pattern was found, and forgets by a pixel or two where. So
        the answer changes little when the picture moves a little.
    """
    windows = _windows(x, pool_size, strides, padding, outside=-np.inf)
    largest: np.ndarray = windows.max(axis=(3, 4))
    return largest


def avg_pool2d(
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Keep the mean of each window, for every channel by itself.

    Args:
        x: The picture, shape (H, W, C), float32 or float64.
        pool_size: Height and width of the window, two ints, 1 or more.
        strides: How far each step goes: (down, right), two ints, 1 or more. They
            may differ (advanced). ``None`` means: the same as ``pool_size``.
        padding: ``"valid"`` or ``"same"``, just as for ``max_pool2d``.

    Returns:
        An array of floats of shape (H', W', C), just as for ``max_pool2d``.

    Example:
        >>> x = np.array([[1.0, 2.0], [4.0, 6.0]]).reshape(2, 2, 1)
        >>> avg_pool2d(x, (2, 2), None, "valid")[:, :, 0]
        array([[3.25]])

        A pixel that is 0 counts like any other. A place outside the picture does
        not count: the last window holds one pixel, so its mean is that pixel.

        >>> row = np.array([8.0, 0.0, 6.0]).reshape(1, 3, 1)
        >>> avg_pool2d(row, (1, 2), (1, 2), "same")[0, :, 0]
        array([4., 6.])

    In a CNN:
        It makes the maps smaller and smoother. At the end of many networks one
        large average turns each map into a single number.
    """
    values = _windows(x, pool_size, strides, padding, outside=0.0)
    pixels = _windows(np.ones_like(x), pool_size, strides, padding, outside=0.0)
    means: np.ndarray = values.sum(axis=(3, 4)) / pixels.sum(axis=(3, 4))
    return means


def _windows(
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
    *,
    outside: float,
) -> np.ndarray:
    """Return all windows as float64, shape (H', W', C, ph, pw), padded with ``outside``."""
    sh, sw = pool_size if strides is None else strides
    picture = np.asarray(x, np.float64)
    if padding == "same":
        pad_height = same_padding(x.shape[0], pool_size[0], sh)
        pad_width = same_padding(x.shape[1], pool_size[1], sw)
        picture = np.pad(picture, (pad_height, pad_width, (0, 0)), constant_values=outside)
    return np.lib.stride_tricks.sliding_window_view(picture, pool_size, axis=(0, 1))[::sh, ::sw]


def max_pool2d_twin(
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Ask TensorFlow."""
    return twins.pool("max", x, pool_size, strides, padding)


def avg_pool2d_twin(
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Ask TensorFlow."""
    return twins.pool("avg", x, pool_size, strides, padding)


def avg_pool2d_allowed(
    answer: grader.Answer,
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Return how far off each output may be."""
    magnitude = answer(np.abs(x), pool_size, strides, padding)
    return grader.sum_error(pool_size[0] * pool_size[1], magnitude)


def max_pool2d_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture, a window, strides and a padding.

    The pictures are often below zero, and have many values, so that few windows agree.
    """
    tables = grader.inputs
    whole = tuple(map(float, [*range(10), *range(-1, -10, -1)]))
    below_zero = tuple(map(float, range(0, -21, -1)))
    pixels = [whole] * 4 + [below_zero] * 4 + [tables.VERY_NEGATIVE] * 2
    pixels += [tables.NON_INTEGERS] * 2 + [tables.LARGE]
    return draws.pooling(draw, pixels)


def avg_pool2d_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture, a window, strides and a padding."""
    # Means far below zero show a result that was cut off at the dark end of a picture.
    dark = tuple(map(float, range(-300, -900, -60)))
    return draws.pooling(draw, (*grader.inputs.VALUES, dark))


CONCEPT = grader.Concept(
    id="pooling",
    title="Pooling",
    goal="Make a picture smaller by keeping the largest value or the mean of each window.",
    exercises=(
        grader.Exercise(
            function=max_pool2d,
            inputs=max_pool2d_calls,
            twin=max_pool2d_twin,
            **explained.MAX_POOL2D,
            points=15,
            requires=("same_padding",),
            hints=(
                (
                    "It is a sliding window once more, but with nothing to multiply. Which numbers "
                    "are in the first window, and in the second?"
                ),
                (
                    "Take one channel at a time. And when no strides are given, how far should the "
                    "window move so that no pixel is looked at twice?"
                ),
                (
                    "A picture may be negative everywhere. What is in a place outside the picture, "
                    "so that it can never be the largest?"
                ),
            ),
        ),
        grader.Exercise(
            function=avg_pool2d,
            inputs=avg_pool2d_calls,
            twin=avg_pool2d_twin,
            allowed=avg_pool2d_allowed,
            **explained.AVG_POOL2D,
            points=5,
            requires=("same_padding",),
            hints=(
                (
                    "The windows are the same as in max pooling. Only what is done with each of "
                    "them changes."
                ),
                "A picture full of ones should stay full of ones, at the border too. Does yours?",
                (
                    "Divide by the number of places that really lie on the picture. How could you "
                    "count them, without looking at their values?"
                ),
            ),
        ),
    ),
)
