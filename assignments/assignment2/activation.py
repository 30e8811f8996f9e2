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

import numpy as np


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
    raise NotImplementedError("assignment2: relu")


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
    raise NotImplementedError("assignment2: softmax")
