"""Activation: what is done to the numbers of a layer, one by one or row by row.

Layers that only multiply and add could be replaced by a single one. An
activation between them makes the difference. ReLU stands behind nearly every
convolution: what is below zero becomes zero, the rest stays.

    x          -2.0   0.0   1.5            relu(x)    0.0   0.0   1.5

Softmax stands at the very end. Each row has a number for each class, a
*logit*: the larger it is, the likelier the class. Softmax makes probabilities
of them: none is below 0, and each row sums to 1.

    logits z    1     2     3         exp(z)      2.718   7.389  20.086
                                      their sum  30.193
                                      softmax     0.090   0.245   0.665

exp(z) grows fast: exp(1000) is too large for any float, and exp(-1000) is so
small that it becomes 0. But if the same number is taken away from all logits of
a row, its probabilities stay as they are.
"""

from __future__ import annotations

import numpy as np

import grader

from . import draws, facets, mistakes_relu, mistakes_softmax, models, twin


def relu(x: np.ndarray) -> np.ndarray:
    """Set all that is below zero to zero, and keep the rest.

    Args:
        x: An array of any shape, float32 or float64.

    Returns:
        A new array of floats of the same shape. ``x`` itself stays as it was.

    Example:
        >>> relu(np.array([[-2.0, 0.0], [1.5, -0.5]]))
        array([[0. , 0. ],
               [1.5, 0. ]])

    In a CNN:
        It is ``activation="relu"`` of a layer. Where a filter sees the opposite
        of its pattern its number is negative; ReLU lets only the pattern itself
        through.
    """
    positive: np.ndarray = np.maximum(x, 0)
    return positive


def softmax(logits: np.ndarray) -> np.ndarray:
    """Turn the logits of each row into probabilities.

    The probability of a class is exp(its logit), divided by the sum of
    exp(logit) over all classes of the same row. Rows do not influence each
    other.

    Args:
        logits: One number for each class, shape (N, classes), float32 or
            float64: any numbers, also far above 1000 or below -1000. The
            classes are always the last axis: there may be more axes in front of
            it (advanced).

    Returns:
        An array of floats of the same shape. No number is below 0 or is
        ``nan``, and each row sums to 1, up to rounding.

    Example:
        >>> softmax(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])).round(3)
        array([[0.09 , 0.245, 0.665],
               [0.333, 0.333, 0.333]])

        Only the differences within a row count. So these are the same
        probabilities, though exp(1001) is too large for a float.

        >>> softmax(np.array([[1001.0, 1002.0, 1003.0]])).round(3)
        array([[0.09 , 0.245, 0.665]])

    In a CNN:
        It is ``activation="softmax"`` of the last layer: a probability for each
        class that a picture may belong to.
    """
    exact = logits.astype(np.float64)
    powers = np.exp(exact - exact.max(axis=-1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _softmax_allowed(answer: grader.Answer, logits: np.ndarray) -> np.ndarray:
    """Return how far off each output may be.

    What is taken away from a logit z, be it the largest one m of its row or the logarithm of the
    row's sum, is rounded, and so is the difference: in float32 by no more than eps / 2 times
    |z| + |m| each. An exponent that is off by d makes a power that is off by the share d. Each
    power is rounded to 3 units at most, their sum to one unit for each class, and the quotient.
    A power too small for float32 may become 0, which is off by the smallest normal number.
    """
    probabilities = np.abs(answer(logits))
    exponent = np.abs(logits) + np.abs(logits.max(axis=-1, keepdims=True))
    classes = logits.shape[-1]
    powers: np.ndarray = grader.sum_error(classes + 4, probabilities)
    rounded: np.ndarray = powers + models.EPS * exponent * probabilities
    return rounded


CONCEPT = grader.Concept(
    id="activation",
    title="Activation",
    goal="Set negative numbers to zero, and turn logits into probabilities.",
    exercises=(
        grader.Exercise(
            function=relu,
            inputs=draws.relu_calls,
            twin=twin.relu,
            points=1,
            hints=(
                ("Every number is looked at by itself. What becomes of -3, of 0, and of 1000?"),
                (
                    "NumPy can compare each number of an array with 0 and keep the larger of the "
                    "two. Two of its functions have similar names: which of them looks for a "
                    "single largest number?"
                ),
            ),
            model=models.RELU,
            misconceptions=mistakes_relu.RELU,
            facets=facets.RELU,
            worked=facets.RELU_WORKED,
        ),
        grader.Exercise(
            function=softmax,
            inputs=draws.softmax_calls,
            twin=twin.softmax,
            allowed=_softmax_allowed,
            points=6,
            hints=(
                (
                    "Work out the first row of the example with a pencil: three powers, their "
                    "sum, three divisions."
                ),
                (
                    "Each row needs a sum of its own. Which axis is used up by that sum, and does "
                    "it still fit beside the powers when you divide?"
                ),
                (
                    "Take the same number away from all logits of a row, and the answer stays. "
                    "Which number makes the largest exponent 0, so that no power is too large?"
                ),
            ),
            model=models.SOFTMAX,
            misconceptions=mistakes_softmax.SOFTMAX,
            facets=facets.SOFTMAX,
            shape_rules=facets.SOFTMAX_SHAPES,
            worked=facets.SOFTMAX_WORKED,
        ),
    ),
)
