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

import numpy as np


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
    raise NotImplementedError("assignment2: conv2d_batch")


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
    raise NotImplementedError("assignment2: max_pool2d_batch")
