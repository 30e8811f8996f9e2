"""Convolution: a small window of weights slides over a picture.

The *kernel* is a small array of weights. Lay it on the top left corner of the
picture, multiply every pixel by the weight that lies on it, and add up all the
products. Then add one more number, the *bias*. That is the first number of the
output. Move the kernel on by one pixel and do the same again, row by row, at
every place where the whole kernel fits on the picture.

    picture      kernel     output (bias 0)
    1  2  0      1  0       3  8        3 = 1*1 + 2*0 + 0*0 + 1*2
    0  1  3      0  2       0  3        8 = 2*1 + 0*0 + 1*0 + 3*2
    2  0  1

Lay the kernel on the picture just as it is written, without turning it around.
Libraries for neural networks do the same.

Here there is one picture at a time, so there is no batch axis. Where there are
channels, they are the last axis. Padding and strides come in the next files,
and an activation such as ReLU is not part of a convolution.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import grader

from . import draws, explained, twins


def conv1d(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Slide the weights ``w`` along a row of numbers ``x``.

    Args:
        x: The row of numbers, shape (L,), float32 or float64.
        w: The weights, shape (K,), same dtype. K is at most L.
        b: The bias, one number. It is added to every output, once.

    Returns:
        An array of floats of shape (L - K + 1,).

    Example:
        Ten numbers and three weights give eight outputs. The first of them is
        3*1 + 1*0 + 0*2 + 0.5.

        >>> x = np.array([3.0, 1.0, 0.0, 7.0, 6.0, 4.0, 8.0, 2.0, 4.0, 5.0])
        >>> conv1d(x, np.array([1.0, 0.0, 2.0]), 0.5)
        array([ 3.5, 15.5, 12.5, 15.5, 22.5,  8.5, 16.5, 12.5])

    In a CNN:
        The same few weights are used at every place, so a pattern is found
        wherever it is.
    """
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x, np.float64), len(w))
    sums: np.ndarray = np.einsum("ik,k->i", windows, w) + b
    return sums


def conv2d_single(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Slide one kernel over a picture with one channel.

    Args:
        x: The picture, shape (H, W), float32 or float64.
        w: The kernel, shape (kh, kw), same dtype. Its height and its width may
            differ. It is at most as large as the picture.
        b: The bias, one number. It is added to every output, once.

    Returns:
        An array of floats of shape (H - kh + 1, W - kw + 1).

    Example:
        A (3, 3) kernel has four places on a (4, 4) picture. This kernel takes the
        pixel under its top left corner, and twice the pixel under its bottom right
        corner.

        >>> x = np.arange(16.0).reshape(4, 4)
        >>> w = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
        >>> conv2d_single(x, w, 0.5)
        array([[20.5, 23.5],
               [32.5, 35.5]])

    In a CNN:
        A kernel answers one question, such as "is there an edge here?", for every
        place of the picture.
    """
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x, np.float64), w.shape)
    sums: np.ndarray = np.einsum("ijuv,uv->ij", windows, w) + b
    return sums


def conv2d(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Slide several filters over a picture with several channels.

    A filter is as deep as the picture: it has weights for every channel, and the
    products of all channels are added up to one number. So each filter makes one
    map, and has one bias.

    Args:
        x: The picture, shape (H, W, C), float32 or float64.
        kernel: The weights of all filters, shape (kh, kw, C, F), same dtype:
            ``kernel[:, :, :, f]`` is filter ``f``.
        bias: One number for each filter, shape (F,), same dtype.

    Returns:
        An array of floats of shape (H - kh + 1, W - kw + 1, F), also when F is 1.
        It is not passed through ReLU, so it may hold negative numbers.

    Example:
        Three (3, 3) filters on a (4, 4) picture with two channels. Each output
        adds up 3*3*2 products of ones, and the bias of its filter.

        >>> x, kernel = np.ones((4, 4, 2)), np.ones((3, 3, 2, 3))
        >>> y = conv2d(x, kernel, np.array([0.5, 1.5, -2.5]))
        >>> y.shape
        (2, 2, 3)
        >>> y[0, 0]
        array([18.5, 19.5, 15.5])

    In a CNN:
        This is the whole of a convolution layer. Its maps are the channels that
        the next layer sees.
    """
    picture = np.asarray(x, np.float64)
    windows = np.lib.stride_tricks.sliding_window_view(picture, kernel.shape[:2], axis=(0, 1))
    sums: np.ndarray = np.einsum("ijcuv,uvcf->ijf", windows, kernel) + bias
    return sums


def conv1d_twin(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Ask TensorFlow, for a picture one pixel wide with one channel."""
    column, kernel = x[:, np.newaxis, np.newaxis], w[:, np.newaxis, np.newaxis, np.newaxis]
    return twins.convolve(column, kernel, np.array([b]), (1, 1), "valid")[:, 0, 0]


def conv2d_single_twin(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Ask TensorFlow, for one channel and one filter."""
    kernel = w[:, :, np.newaxis, np.newaxis]
    return twins.convolve(x[:, :, np.newaxis], kernel, np.array([b]), (1, 1), "valid")[:, :, 0]


def conv2d_twin(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Ask TensorFlow."""
    return twins.convolve(x, kernel, bias, (1, 1), "valid")


def conv1d_allowed(answer: grader.Answer, x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return how far off each output may be."""
    return grader.sum_error(w.size, answer(np.abs(x), np.abs(w), abs(b)))


def conv2d_single_allowed(
    answer: grader.Answer, x: np.ndarray, w: np.ndarray, b: float
) -> np.ndarray:
    """Return how far off each output may be."""
    return grader.sum_error(w.size, answer(np.abs(x), np.abs(w), abs(b)))


def conv2d_allowed(
    answer: grader.Answer, x: np.ndarray, kernel: np.ndarray, bias: np.ndarray
) -> np.ndarray:
    """Return how far off each output may be."""
    magnitude = answer(np.abs(x), np.abs(kernel), np.abs(bias))
    return grader.sum_error(kernel[..., 0].size, magnitude)


def conv1d_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a row of numbers, weights that fit on it, and a bias."""
    pick = draw(
        grader.inputs.choices(
            kernel=draws.KERNEL, more=draws.MORE, bias=grader.inputs.HALVES, **draws.values()
        )
    )
    return {
        "x": draw(grader.inputs.array(pick.pixels, (pick.kernel + pick.more,), pick.dtype)),
        "w": draw(grader.inputs.array(pick.weights, (pick.kernel,), pick.dtype)),
        "b": pick.bias,
    }


def conv2d_single_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture without channels, a kernel that fits on it, and a bias."""
    pick = draw(grader.inputs.choices(**draws.WINDOW, bias=grader.inputs.HALVES, **draws.values()))
    shape = (pick.kh + pick.more_h, pick.kw + pick.more_w)
    return {
        "x": draw(grader.inputs.array(pick.pixels, shape, pick.dtype)),
        "w": draw(grader.inputs.array(pick.weights, (pick.kh, pick.kw), pick.dtype)),
        "b": pick.bias,
    }


def conv2d_calls(draw: draws.Draw) -> dict[str, Any]:
    """Draw a picture, filters that fit on it, and their biases."""
    call = draws.convolution(draw, few_rows=draws.FEW_ROWS)
    return {name: call[name] for name in ("x", "kernel", "bias")}


CONCEPT = grader.Concept(
    id="convolution",
    title="Convolution",
    goal="Slide weights over a row, a picture and a picture with channels, and add up correctly.",
    exercises=(
        grader.Exercise(
            function=conv1d,
            inputs=conv1d_calls,
            twin=conv1d_twin,
            allowed=conv1d_allowed,
            **explained.CONV1D,
            points=5,
            hints=(
                (
                    "Work out the first output of the example with a pencil. Then move the weights "
                    "on by one place and work out the second."
                ),
                "At how many places do three weights fit on ten numbers? Count the first one too.",
                (
                    "Where does the window of output number i begin, and where does it end? "
                    "Multiply it by the weights, add up the products, and add the bias at the very "
                    "end."
                ),
            ),
        ),
        grader.Exercise(
            function=conv2d_single,
            inputs=conv2d_single_calls,
            twin=conv2d_single_twin,
            allowed=conv2d_single_allowed,
            **explained.CONV2D_SINGLE,
            points=10,
            hints=(
                "It is the same game as in one dimension, with a window that moves along two axes.",
                (
                    "Make the output first. Which size does it have along the rows, and which "
                    "along the columns? The two may differ."
                ),
                (
                    "Output (i, j) comes from the window whose top left corner is pixel (i, j). "
                    "Rows of the kernel lie on rows of the picture."
                ),
            ),
        ),
        grader.Exercise(
            function=conv2d,
            inputs=conv2d_calls,
            twin=conv2d_twin,
            allowed=conv2d_allowed,
            **explained.CONV2D,
            points=20,
            hints=(
                (
                    "Begin with a single filter: it gives one map, however many channels the "
                    "picture has."
                ),
                (
                    "Say the kernel's shape out loud: height, width, from which channel, to which "
                    "filter. Which of these axes are used up by adding?"
                ),
                (
                    "Look at one output number, at place (i, j) in map f. Its window holds kh*kw*C "
                    "numbers, and filter f holds just as many. The bias of f is added once."
                ),
            ),
        ),
    ),
)
