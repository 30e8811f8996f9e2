"""Dense layers: from the last feature maps to one number for each class.

Convolution and pooling leave a few small maps for each picture. To decide on a
class, all their numbers are put into one line (*flatten*), and each unit of a
*dense* layer looks at the whole line: it has a weight for every number of it,
and a bias, like a window as large as the picture.

    x        (N, H, W, C)         2 pictures, 3 rows, 3 columns, 4 channels
    flatten  (N, H * W * C)       2 lines of 36 numbers
    dense    (N, units)           2 lines of 10 numbers, with 36 * 10 weights

*Dropout* helps in training: numbers are set to zero at random, so that no unit
relies on a single other one. To make up for that, the numbers that are kept
become larger. When the trained network is used, dropout does nothing at all.

The first axis is the batch everywhere. Pictures are never mixed.
"""

from __future__ import annotations

import numpy as np

import grader

from . import draws, facets, mistakes_dense, mistakes_dropout, mistakes_flatten, models, twin


def flatten(x: np.ndarray) -> np.ndarray:
    """Put all numbers of each picture into one line.

    Args:
        x: Feature maps, shape (N, H, W, C), float32 or float64.

    Returns:
        The same numbers, shape (N, H * W * C): a line for each picture. It goes
        through the picture as one reads: first row first, in it the first
        column first, and there one channel after the other.

    Example:
        One picture of one row: its two pixels have the channels 1, 2 and 3, 4.

        >>> flatten(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]))
        array([[1., 2., 3., 4.]])
        >>> flatten(np.zeros((2, 3, 3, 4))).shape
        (2, 36)

    In a CNN:
        It is the layer ``Flatten``, between the last pooling and the first
        dense layer. The order has to be that of training: every weight waits
        for its pixel.
    """
    return x.reshape(len(x), -1)


def dense(x: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Let every unit add up all its inputs, each times a weight.

    Args:
        x: The inputs, shape (N, inputs), float32 or float64: a row for each
            picture.
        weights: Shape (inputs, units): a column for each unit.
        bias: One number for each unit, shape (units,).

    Returns:
        An array of floats of shape (N, units), without an activation.

    Example:
        The first number is 1*1 + 2*3 + 0.5, the second one is 1*0 + 2*4 - 0.5.

        >>> x = np.array([[1.0, 2.0]])
        >>> weights = np.array([[1.0, 0.0], [3.0, 4.0]])
        >>> dense(x, weights, np.array([0.5, -0.5]))
        array([[7.5, 7.5]])

    In a CNN:
        It is the layer ``Dense``. The last one has a unit for each class.
    """
    sums: np.ndarray = x.astype(np.float64) @ weights + bias
    return sums


def dropout(
    x: np.ndarray,
    rate: float,
    mask: np.ndarray,
    training: bool,
) -> np.ndarray:
    """Drop some numbers, and make up for them, but only in training.

    Which numbers are dropped is not left to chance here: the mask says it.

    Args:
        x: An array of any shape, float32 or float64.
        rate: The share of numbers that is dropped on average, from 0.0 to 0.75.
            (It is not the share that is kept.)
        mask: An array of the same shape and dtype: 1.0 where a number is kept,
            0.0 where it is dropped. How many those are need not be just the
            rate.
        training: Whether the network is being trained.

    Returns:
        An array of floats of the same shape. In training, what is kept is
        divided by ``1 - rate``, and the rest is 0. Otherwise ``x``, unchanged.

    Example:
        >>> x = np.array([[3.0, 6.0, 9.0]])
        >>> mask = np.array([[1.0, 0.0, 1.0]])
        >>> dropout(x, 0.25, mask, True)
        array([[ 4.,  0., 12.]])
        >>> dropout(x, 0.25, mask, False)
        array([[3., 6., 9.]])

    In a CNN:
        It is the layer ``Dropout``. Since it makes up for what is missing
        already in training, the next layer gets numbers of the same size
        afterwards. This is called inverted dropout.
    """
    if not training:
        return x
    kept: np.ndarray = x.astype(np.float64) * mask / (1 - rate)
    return kept


def _dense_allowed(
    answer: grader.Answer, x: np.ndarray, weights: np.ndarray, bias: np.ndarray
) -> np.ndarray:
    """Return how far off each output may be: its products are added up in float32."""
    magnitude: np.ndarray = np.abs(answer(np.abs(x), np.abs(weights), np.abs(bias)))
    return grader.sum_error(len(weights), magnitude)


def _dropout_allowed(
    answer: grader.Answer,
    x: np.ndarray,
    rate: float,
    mask: np.ndarray,
    training: bool,
) -> np.ndarray:
    """Return how far off each output may be: whoever multiplies by 1 / (1 - rate) rounds twice."""
    magnitude: np.ndarray = np.abs(answer(x, rate, mask, training))
    return grader.sum_error(1, magnitude)


def _dropout_legal(x: np.ndarray, rate: float, mask: np.ndarray, training: bool) -> bool:  # noqa: ARG001
    """Say whether the rate is one that is drawn, and the mask one of ones and zeros."""
    return rate in draws.RATES and bool(np.isin(mask, (0, 1)).all())


CONCEPT = grader.Concept(
    id="dense_layers",
    title="Dense layers",
    goal="Turn feature maps into one number for each class, with flatten, dense and dropout.",
    exercises=(
        grader.Exercise(
            function=flatten,
            inputs=draws.flatten_calls,
            twin=twin.flatten,
            points=3,
            hints=(
                (
                    "How many rows has the answer, and how many numbers stand in each of them? "
                    "Try it with two pictures of which you know every number."
                ),
                (
                    "NumPy can read an array in its own order and cut it into new rows. Its own "
                    "order is the one asked for; where do the cuts have to be?"
                ),
            ),
            model=models.FLATTEN,
            misconceptions=mistakes_flatten.FLATTEN,
            facets=facets.FLATTEN,
            shape_rules=facets.FLATTEN_SHAPES,
            worked=facets.FLATTEN_WORKED,
        ),
        grader.Exercise(
            function=dense,
            inputs=draws.dense_calls,
            twin=twin.dense,
            allowed=_dense_allowed,
            points=5,
            hints=(
                (
                    "Work out the example with a pencil. Which numbers of x meet which column of "
                    "the weights?"
                ),
                (
                    "Each output needs a whole row of x and a whole column of the weights. There "
                    "is a product of arrays that does just that. What shape does it give?"
                ),
                (
                    "The bias has a number for each unit, the answer a column for each unit. Along "
                    "which axis does NumPy repeat it by itself?"
                ),
            ),
            model=models.DENSE,
            misconceptions=mistakes_dense.DENSE,
            facets=facets.DENSE,
            shape_rules=facets.DENSE_SHAPES,
            worked=facets.DENSE_WORKED,
        ),
        grader.Exercise(
            function=dropout,
            inputs=draws.dropout_calls,
            twin=twin.dropout,
            allowed=_dropout_allowed,
            legal=_dropout_legal,
            points=5,
            hints=(
                (
                    "There are two ways through this function. Which one is so simple that a "
                    "single line is enough?"
                ),
                (
                    "In training, what do a 1 and a 0 of the mask do to a number when they are "
                    "multiplied with it?"
                ),
                (
                    "If half of the numbers are dropped, the sum of the rest is about half as "
                    "large. By what do you have to multiply to make up for that? And if a quarter "
                    "of them is dropped?"
                ),
            ),
            model=models.DROPOUT,
            misconceptions=mistakes_dropout.DROPOUT,
            facets=facets.DROPOUT,
            worked=facets.DROPOUT_WORKED,
        ),
    ),
)
