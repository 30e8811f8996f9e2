"""Misconceptions about the kernel, and how it meets a window."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import Windows, averages, products

_2D = ("conv2d_single", "conv2d", "conv2d_same", "conv2d_strided")


def _square(kernel: np.ndarray, axis: int) -> np.ndarray:
    """Take the size of one axis for both; where the other is shorter, code fails in many ways."""
    size = kernel.shape[axis]
    if kernel.shape[1 - axis] < size:
        raise grader.UndefinedError
    return kernel[:size, :size]


def _square_indices_exchanged(kernel: np.ndarray, _strides: object) -> np.ndarray:
    """Read ``kernel[v, u]`` in loops over the kernel as it is: only a square one lets that be."""
    if kernel.shape[0] != kernel.shape[1]:
        raise grader.UndefinedError
    return kernel.swapaxes(0, 1)


def _normalised(kernel: np.ndarray, total: np.ndarray) -> np.ndarray:
    if not np.all(total):
        raise grader.UndefinedError  # Divided by zero.
    normalised: np.ndarray = kernel / total
    return normalised


def _matrix_products(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Multiply each channel's patch and slice as matrices, and add up what comes out."""
    patches = windows.values.transpose(0, 1, 4, 2, 3)[..., np.newaxis, :, :, :]
    slices = kernel.transpose(3, 2, 0, 1)
    sums: np.ndarray = np.matmul(patches, slices).sum(axis=(3, 4, 5))
    return sums


def _stacked_matrix_products(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Multiply a whole patch and a whole filter with ``@``: matrices are (kw, C) then."""
    patches = windows.values[..., np.newaxis, :, :, :]
    sums: np.ndarray = np.matmul(patches, kernel.transpose(3, 0, 1, 2)).sum(axis=(3, 4, 5))
    return sums


KERNEL = (
    grader.Misconception(
        id="kernel-flipped",
        says="The kernel is turned around: its last number lies where its first should.",
        hint="Take a kernel whose first number is 1 and all others 0. Which pixel of each window "
        "should come back?",
        variants=(grader.variant(kernel=lambda kernel, _: kernel[::-1, ::-1]),),
    ),
)

KERNEL_2D = (
    grader.Misconception(
        id="kernel-flipped-one-axis",
        says="One axis of the kernel runs backwards.",
        hint="Try a kernel that is a single row, then one that is a single column. Which of the "
        "two comes out turned around?",
        variants=(
            grader.variant(only=_2D, kernel=lambda kernel, _: kernel[::-1]),
            grader.variant(only=_2D, kernel=lambda kernel, _: kernel[:, ::-1]),
        ),
    ),
    grader.Misconception(
        id="kernel-transposed",
        says="Height and width of the kernel are exchanged: its rows lie on columns of the "
        "picture.",
        hint="Which pixel of the window should meet the second number in the first row of the "
        "kernel?",
        variants=(
            grader.variant(only=_2D, kernel=lambda kernel, _: kernel.swapaxes(0, 1)),
            grader.variant(only=_2D, kernel=_square_indices_exchanged),
            grader.variant(only=("conv_output_shape",), window=lambda size: size[::-1]),
        ),
    ),
    grader.Misconception(
        id="square-assumed",
        says="Only one of two sizes is used, as if everything were square.",
        hint="Your answer is right for square inputs. Try a kernel or a picture that is clearly "
        "wider than high: which line uses the same number for both axes?",
        variants=(
            grader.variant(only=_2D, kernel=lambda kernel, _: _square(kernel, 0)),
            grader.variant(only=_2D, kernel=lambda kernel, _: _square(kernel, 1)),
            grader.variant(
                only=("max_pool2d", "avg_pool2d"), window=lambda size: (size[0], size[0])
            ),
            grader.variant(
                only=("max_pool2d", "avg_pool2d"), window=lambda size: (size[1], size[1])
            ),
            grader.variant(
                only=("conv_output_shape", "pool_output_shape"),
                window=lambda size: (size[0], size[0]),
            ),
            grader.variant(
                only=("conv_output_shape", "pool_output_shape"),
                sizes=lambda input_shape: (input_shape[0], input_shape[0]),
            ),
        ),
    ),
    grader.Misconception(
        id="matmul-not-elementwise",
        says="Window and kernel are multiplied as matrices.",
        hint="Lay the kernel on the window: each weight meets the one pixel under it. What does a "
        "matrix product pair instead?",
        variants=(
            grader.variant(only=_2D, combine=_matrix_products),
            grader.variant(only=_2D[1:], combine=_stacked_matrix_products),
        ),
    ),
)

SUMS = (
    grader.Misconception(
        id="window-mean-not-sum",
        says="The products of a window are averaged, not added up.",
        hint="With a picture and a kernel of ones, what should one window give? Count by hand.",
        variants=(
            grader.variant(combine=averages),
            grader.variant(
                only=_2D[1:],
                combine=lambda windows, kernel: products(windows, kernel) / kernel[..., 0, 0].size,
            ),
        ),
    ),
    grader.Misconception(
        id="kernel-normalised",
        says="The kernel is divided by the sum of its weights.",
        hint="A blur is scaled so that a picture keeps its brightness. Who chooses the weights of "
        "a layer, and may they be changed?",
        variants=(
            grader.variant(
                kernel=lambda kernel, _: _normalised(kernel, kernel.sum(axis=(0, 1, 2)))
            ),
            grader.variant(kernel=lambda kernel, _: _normalised(kernel, kernel.sum())),
        ),
    ),
)
