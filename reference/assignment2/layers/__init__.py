"""Layers: convolution and pooling for a whole batch of pictures.

A network is never given one picture, but a *batch*: N pictures of one size, in
an array of shape (N, H, W, C): which picture, which row, which column, which
channel. A layer treats every picture by itself, and the answer has the same N
in front. Even a single picture comes as a batch: then N is 1, and it stays.

    x           (N, H, W, C)       2 pictures, 5 rows, 4 columns, 3 channels
    kernel      (kh, kw, C, F)     3 rows, 3 columns, 3 channels, 6 filters
    answer      (N, H', W', F)     2 pictures, 3 rows, 2 columns, 6 numbers

These are the axes of Keras and TensorFlow. Sizes and strides are given as Keras
takes them: an int counts for both directions, a pair is (down, right).

With "valid", a window lies on the picture as a whole, so a side of length S has
(S - k) // s + 1 places for a window of length k that moves on by s. With "same"
it has ceil(S / s) places, and as many zeros lie around the picture as that
takes: max((places - 1) * s + k - S, 0). Half of them go in front; if their
number is odd, the one left over goes behind.

You wrote both layers for one picture in assignment1. A loop over the batch is a
good beginning. Then try to do without: NumPy can take the same window of all
pictures at once.
"""

from __future__ import annotations

import numpy as np

import grader

from ..pairs import pair
from . import (
    draws,
    facets,
    mistakes,
    mistakes_batch,
    mistakes_conv,
    mistakes_pool,
    models,
    twin,
)


def conv2d_batch(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: int | tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Lay every filter on every place of every picture of a batch.

    Args:
        x: The pictures, shape (N, H, W, C), float32 or float64. N is 1 or more.
        kernel: The filters, shape (kh, kw, C, F), laid on as they are written.
        bias: One number for each filter, shape (F,). It is added once.
        strides: How far each step goes, 1 or more: an int for both directions, or
            two ints (down, right).
        padding: ``"valid"`` or ``"same"``, as TensorFlow has them: see the top of
            this file.

    Returns:
        An array of floats of shape (N, H', W', F).

    Example:
        Two pictures of one row and one channel, and one filter that adds up two
        neighbours.

        >>> x = np.array([1.0, 2.0, 4.0, 10.0, 20.0, 40.0]).reshape(2, 1, 3, 1)
        >>> kernel, bias = np.ones((1, 2, 1, 1)), np.array([0.5])
        >>> y = conv2d_batch(x, kernel, bias, 1, "valid")
        >>> y.shape
        (2, 1, 2, 1)
        >>> y[:, 0, :, 0]
        array([[ 3.5,  6.5],
               [30.5, 60.5]])

        With "same" there is a zero behind each row. With strides of 2, every other
        window is left.

        >>> conv2d_batch(x, kernel, bias, (1, 2), "same")[:, 0, :, 0]
        array([[ 3.5,  4.5],
               [30.5, 40.5]])

    In a CNN:
        It is the layer ``Conv2D``, without its activation. All pictures of a batch
        meet the same weights.
    """
    steps = pair(strides)
    padded = _padded(x, kernel.shape[:2], steps, padding, outside=0.0)
    rows, columns = _places(padded, kernel.shape[:2], steps)
    answer: np.ndarray = np.zeros((len(x), rows, columns, kernel.shape[3])) + bias
    for down, right in np.ndindex(*kernel.shape[:2]):
        pixels = padded[:, down :: steps[0], right :: steps[1]][:, :rows, :columns]
        answer += pixels @ kernel[down, right].astype(np.float64)
    return answer


def max_pool2d_batch(
    x: np.ndarray,
    pool_size: int | tuple[int, int],
    strides: int | tuple[int, int] | None,
    padding: str,
) -> np.ndarray:
    """Keep the largest value of each window, for each picture and channel by itself.

    Args:
        x: The pictures, shape (N, H, W, C), float32 or float64. Any value may be
            negative.
        pool_size: The window, 1 or more: an int for both sides, or two ints
            (height, width).
        strides: How far each step goes, 1 or more: an int for both directions, or
            two ints (down, right). ``None`` means: as far as the window is large.
        padding: ``"valid"`` or ``"same"``. With "same", places outside the picture
            never count: only pixels can be the largest.

    Returns:
        An array of floats of shape (N, H', W', C).

    Example:
        >>> x = np.array([1.0, 3.0, 2.0, -5.0, -7.0, -4.0]).reshape(2, 1, 3, 1)
        >>> max_pool2d_batch(x, (1, 2), 1, "valid")[:, 0, :, 0]
        array([[ 3.,  3.],
               [-5., -4.]])

        If nothing is said about the strides, windows lie side by side. The second
        one holds a single pixel here.

        >>> max_pool2d_batch(x, 2, None, "same")[:, 0, :, 0]
        array([[ 3.,  2.],
               [-5., -4.]])

    In a CNN:
        It is the layer ``MaxPooling2D``. It makes the maps smaller, and keeps that
        a pattern was found, but not exactly where.
    """
    window = pair(pool_size)
    steps = window if strides is None else pair(strides)
    padded = _padded(x, window, steps, padding, outside=-np.inf)
    rows, columns = _places(padded, window, steps)
    answer = np.full((len(x), rows, columns, x.shape[3]), -np.inf)
    for down, right in np.ndindex(*window):
        pixels = padded[:, down :: steps[0], right :: steps[1]][:, :rows, :columns]
        answer = np.maximum(answer, pixels)
    return answer


def _padded(
    x: np.ndarray,
    window: tuple[int, ...],
    steps: tuple[int, int],
    padding: str,
    *,
    outside: float,
) -> np.ndarray:
    """Return the pictures as float64, with ``outside`` around them where that is asked for."""
    pads = [(0, 0), (0, 0)]
    if padding == "same":
        for axis in (0, 1):
            size, step = x.shape[1 + axis], steps[axis]
            places = -(-size // step)
            total = max((places - 1) * step + window[axis] - size, 0)
            pads[axis] = (total // 2, total - total // 2)
    return np.pad(x.astype(np.float64), ((0, 0), *pads, (0, 0)), constant_values=outside)


def _places(padded: np.ndarray, window: tuple[int, ...], steps: tuple[int, int]) -> tuple[int, int]:
    """Return how many places a window has, from top to bottom and from left to right."""
    rows = (padded.shape[1] - window[0]) // steps[0] + 1
    columns = (padded.shape[2] - window[1]) // steps[1] + 1
    return rows, columns


def _conv2d_allowed(
    answer: grader.Answer,
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: int | tuple[int, int],
    padding: str,
) -> np.ndarray:
    """Return how far off each output may be: its terms are added up in float32."""
    magnitude: np.ndarray = answer(np.abs(x), np.abs(kernel), np.abs(bias), strides, padding)
    return grader.sum_error(kernel[..., 0].size, magnitude)


CONCEPT = grader.Concept(
    id="layers",
    title="Layers for a batch",
    goal="Convolve and pool all pictures of a batch at once, as Keras does.",
    exercises=(
        grader.Exercise(
            function=conv2d_batch,
            inputs=draws.conv2d_calls,
            twin=twin.conv2d,
            allowed=_conv2d_allowed,
            points=10,
            hints=(
                (
                    "What would you do with a single picture? Every picture of the batch gets "
                    "just that, and the answers are put side by side in a new first axis."
                ),
                (
                    "Begin with the shape of the answer: which of its four numbers come from x, "
                    "which from the kernel, and which from the strides and the padding?"
                ),
                (
                    "Strides may be one int or a pair. Turn them into a pair first of all; "
                    "then the rest of your code has to know only pairs."
                ),
            ),
            model=models.CONV2D,
            misconceptions=(
                *mistakes_conv.CONV,
                *mistakes.STEPS,
                *mistakes.SAME,
                *mistakes_batch.BATCH,
            ),
            facets=facets.CONV2D,
            shape_rules=facets.CONV2D_SHAPES,
            worked=facets.CONV2D_WORKED,
        ),
        grader.Exercise(
            function=max_pool2d_batch,
            inputs=draws.max_pool2d_calls,
            twin=twin.max_pool2d,
            points=8,
            hints=(
                (
                    "The windows are those of a convolution. What is done with the numbers in "
                    "one of them, and how many channels are there afterwards?"
                ),
                (
                    "There are three ways to give the strides: None, an int, a pair. Turn all of "
                    "them into a pair before you do anything else."
                ),
                (
                    "The last window may hang over the edge. What should lie there, so that "
                    "it is never the largest, even in a picture of negative numbers?"
                ),
            ),
            model=models.MAX_POOL2D,
            misconceptions=(
                *mistakes_pool.POOL,
                *mistakes.STEPS,
                *mistakes.SAME,
                *mistakes_batch.BATCH,
            ),
            facets=facets.POOL,
            shape_rules=facets.POOL_SHAPES,
            worked=facets.POOL_WORKED,
        ),
    ),
)
