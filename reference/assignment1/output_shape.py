"""Output shape: how large the result is, without computing it.

Every layer of a network has to know the shape of what comes in. It follows from
the sizes alone: of the picture, the kernel and the strides, and from the kind of
padding. Each axis is on its own, so begin with a single one, and count on how
many places a window is laid.

There is no batch axis in these shapes, and the channels are the last axis. You
may use what you have written before. Parts marked (advanced) go beyond a first
course.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import grader

from . import draws, explained, twins


def output_size(size: int, kernel_size: int, stride: int, padding: str) -> int:
    """Return how many places a window has along one axis.

    Args:
        size: How many pixels the axis has, an int, 1 or more.
        kernel_size: How long the window is, an int, 1 or more. With "valid" it is
            at most ``size``; with "same" it may be larger.
        stride: How far each step goes, an int, 1 or more.
        padding: ``"valid"`` or ``"same"``.

    Returns:
        An int, 1 or more.

    Example:
        "valid": only windows that lie on the picture as a whole are counted. Here
        a third one would hang over the end.

            pixel       0  1  2  3  4  5
            window 0    #  #  #
            window 1          #  #  #

        >>> output_size(6, 3, 2, "valid")
        2

        "same": a window is laid at every step, as long as there are pixels left
        that no step has come to. Zeros fill what is missing. At stride 1 that
        gives as many outputs as there are pixels; at a larger stride (advanced)
        it gives fewer.

            pixel       0  1  2  3  4  5  .
            window 0    #  #  #
            window 1          #  #  #
            window 2                #  #  #

        >>> output_size(6, 3, 2, "same")
        3
        >>> output_size(28, 3, 2, "same")
        14

    In a CNN:
        A network is planned with this number: after each layer you know what is
        left of the picture.
    """
    if padding == "same":
        return -(-size // stride)  # rounded up
    return (size - kernel_size) // stride + 1


def conv_output_shape(
    input_shape: tuple[int, int, int],
    filters: int,
    kernel_size: tuple[int, int],
    strides: tuple[int, int],
    padding: str,
) -> tuple[int, int, int]:
    """Return the shape of what a convolution layer makes.

    Args:
        input_shape: The shape of the picture, (H, W, C), ints.
        filters: How many filters the layer has, an int, 1 or more.
        kernel_size: Height and width of each filter, two ints, 1 or more.
        strides: How far each step goes: (down, right), two ints, 1 or more. They
            may differ (advanced).
        padding: ``"valid"`` or ``"same"``.

    Returns:
        A tuple of three ints, without a batch axis.

    Example:
        The three convolutions of a small network for handwritten digits. Its
        poolings are in the example of ``pool_output_shape``.

        >>> conv_output_shape((28, 28, 1), 32, (3, 3), (1, 1), "valid")
        (26, 26, 32)
        >>> conv_output_shape((13, 13, 32), 64, (3, 3), (1, 1), "valid")
        (11, 11, 64)
        >>> conv_output_shape((5, 5, 64), 64, (3, 3), (1, 1), "valid")
        (3, 3, 64)

        "same" keeps height and width at stride 1, and only then.

        >>> conv_output_shape((28, 20, 3), 8, (3, 3), (1, 1), "same")
        (28, 20, 8)
        >>> conv_output_shape((28, 20, 3), 8, (3, 3), (2, 2), "same")
        (14, 10, 8)

    In a CNN:
        ``model.summary()`` of Keras prints this shape for each layer.
    """
    height, width, _ = input_shape
    return (
        output_size(height, kernel_size[0], strides[0], padding),
        output_size(width, kernel_size[1], strides[1], padding),
        filters,
    )


def pool_output_shape(
    input_shape: tuple[int, int, int],
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> tuple[int, int, int]:
    """Return the shape of what a pooling layer makes.

    Args:
        input_shape: The shape of the picture, (H, W, C), ints.
        pool_size: Height and width of the window, two ints, 1 or more.
        strides: How far each step goes: (down, right), two ints, 1 or more. They
            may differ (advanced). ``None`` means: the same as ``pool_size``.
        padding: ``"valid"`` or ``"same"``.

    Returns:
        A tuple of three ints, without a batch axis.

    Example:
        The two poolings of a small network for handwritten digits. In the second
        one the last row and the last column are left out.

        >>> pool_output_shape((26, 26, 32), (2, 2), None, "valid")
        (13, 13, 32)
        >>> pool_output_shape((11, 11, 64), (2, 2), None, "valid")
        (5, 5, 64)

        With strides of 1 a pooling does not halve anything.

        >>> pool_output_shape((26, 26, 32), (2, 2), (1, 1), "valid")
        (25, 25, 32)

    In a CNN:
        Pooling by two, a few times, is how 28 rows become a handful.
    """
    height, width, channels = input_shape
    down, right = pool_size if strides is None else strides
    return (
        output_size(height, pool_size[0], down, padding),
        output_size(width, pool_size[1], right, padding),
        channels,
    )


def output_size_twin(size: int, kernel_size: int, stride: int, padding: str) -> int:
    """Let TensorFlow convolve a column of zeros, and count."""
    column, kernel = np.zeros((size, 1, 1)), np.zeros((kernel_size, 1, 1, 1))
    return len(twins.convolve(column, kernel, np.zeros(1), (stride, 1), padding))


def conv_output_shape_twin(
    input_shape: tuple[int, int, int],
    filters: int,
    kernel_size: tuple[int, int],
    strides: tuple[int, int],
    padding: str,
) -> tuple[int, ...]:
    """Let TensorFlow convolve zeros, and look at the shape."""
    kernel = np.zeros((*kernel_size, input_shape[2], filters))
    return twins.convolve(np.zeros(input_shape), kernel, np.zeros(filters), strides, padding).shape


def pool_output_shape_twin(
    input_shape: tuple[int, int, int],
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
) -> tuple[int, ...]:
    """Let TensorFlow pool zeros, and look at the shape."""
    return twins.pool("max", np.zeros(input_shape), pool_size, strides, padding).shape


def output_size_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a size, a kernel, a stride and a padding."""
    pick = draw(grader.inputs.choices(**draws.LINE, padding=("valid", "same")))
    size = draws.image_size(pick.kernel, pick.more, pick.padding)
    return {
        "size": size,
        "kernel_size": pick.kernel,
        "stride": pick.stride,
        "padding": pick.padding,
    }


def conv_output_shape_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw the shape of a picture and all the sizes of a layer."""
    filters = (1, 2, 3, 4, 5, 8, 16, 32)
    pick = draw(grader.inputs.choices(**draws.SHAPE, filters=filters))
    return {
        "input_shape": draws.image_shape(pick),
        "filters": pick.filters,
        "kernel_size": (pick.kh, pick.kw),
        "strides": (pick.sh, pick.sw),
        "padding": pick.padding,
    }


def pool_output_shape_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw the shape of a picture and all the sizes of a pooling layer."""
    pick = draw(grader.inputs.choices(default=draws.DEFAULT_STRIDES, **draws.SHAPE))
    return {
        "input_shape": draws.image_shape(pick),
        "pool_size": (pick.kh, pick.kw),
        "strides": None if pick.default else (pick.sh, pick.sw),
        "padding": pick.padding,
    }


CONCEPT = grader.Concept(
    id="output_shape",
    title="Output shape",
    goal="Say how large the output of a layer is, from sizes, strides and padding alone.",
    exercises=(
        grader.Exercise(
            function=output_size,
            inputs=output_size_calls,
            twin=output_size_twin,
            **explained.OUTPUT_SIZE,
            points=5,
            hints=(
                "Draw the axis as a row of boxes and lay the windows on it, one below the other.",
                "Count windows, not steps: the first window is there before any step is taken.",
                (
                    "What happens to a last step that is not a whole one? In one kind of padding "
                    "it is dropped, in the other it still gets a window. Only one of the two kinds "
                    "needs to know how long the window is."
                ),
            ),
        ),
        grader.Exercise(
            function=conv_output_shape,
            inputs=conv_output_shape_calls,
            twin=conv_output_shape_twin,
            **explained.CONV_OUTPUT_SHAPE,
            points=5,
            requires=("output_size",),
            hints=(
                "Rows and columns follow the same rule, each with its own numbers.",
                (
                    "Each filter makes one map. So what is the depth of the output, and what has "
                    "become of the channels of the input?"
                ),
            ),
        ),
        grader.Exercise(
            function=pool_output_shape,
            inputs=pool_output_shape_calls,
            twin=pool_output_shape_twin,
            **explained.POOL_OUTPUT_SHAPE,
            points=5,
            requires=("output_size",),
            hints=(
                "Pooling windows are counted just like the windows of a kernel.",
                (
                    "What are the strides when none are given? And what does pooling do to the "
                    "number of channels?"
                ),
            ),
        ),
    ),
)
