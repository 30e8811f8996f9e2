"""Parameters: how many numbers a layer has to learn.

The parameters of a layer are its weights and its biases: what training changes.
A convolution has few of them, because each filter is laid on every place of the
picture with the same numbers. A dense layer has many, because every input is
joined to every unit by a weight of its own.

    Conv2D, 4 filters of 3 x 2 on 5 channels        3 * 2 * 5 * 4 weights
                                                    4 biases
    Dense, 6 units on 5 inputs                      5 * 6 weights
                                                    6 biases

How large the picture is does not matter to a convolution: its parameters are
the same for a stamp and for a poster. A dense layer has to know how many
numbers come in.

Kernel sizes are given as Keras takes them: an int means a square, a pair is
(height, width).
"""

import numpy as np


def conv2d_params(
    kernel_size: int | tuple[int, int],
    in_channels: int,
    filters: int,
    use_bias: bool,
) -> int:
    """Count the parameters of a convolution.

    Args:
        kernel_size: The size of its kernel, 1 or more: an int for both sides, or
            two ints (height, width).
        in_channels: How many channels come in, 1 or more.
        filters: How many filters there are, 1 or more.
        use_bias: Whether there are biases: one for each filter.

    Returns:
        An int: the weights and the biases together.

    Example:
        One filter of 2 x 3 cells on one channel: 6 weights and a bias.

        >>> conv2d_params((2, 3), 1, 1, True)
        7

        With 2 channels and 4 filters there are 6 * 2 * 4 weights.

        >>> conv2d_params((2, 3), 2, 4, False)
        48
        >>> conv2d_params((2, 3), 2, 4, True)
        52

    In a CNN:
        ``model.summary()`` shows this number beside a ``Conv2D`` layer.
    """
    raise NotImplementedError("assignment2: conv2d_params")


def dense_params(
    inputs: int,
    units: int,
    use_bias: bool,
) -> int:
    """Count the parameters of a dense layer.

    Args:
        inputs: How many numbers come in, 1 or more.
        units: How many numbers go out, 1 or more.
        use_bias: Whether there are biases: one for each unit.

    Returns:
        An int: the weights and the biases together.

    Example:
        >>> dense_params(5, 2, False)
        10
        >>> dense_params(5, 2, True)
        12

    In a CNN:
        ``model.summary()`` shows this number beside a ``Dense`` layer. Most of a
        network's parameters often are in the first of them.
    """
    raise NotImplementedError("assignment2: dense_params")
