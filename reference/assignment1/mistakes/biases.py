"""Misconceptions about the bias."""

from __future__ import annotations

import numpy as np

import grader

_MANY_FILTERS = ("conv2d", "conv2d_same", "conv2d_strided")


def _along(numbers: np.ndarray, bias: np.ndarray, axis: int) -> np.ndarray:
    """Add the bias along the rows or the columns, where it fits."""
    if bias.size not in {1, numbers.shape[axis]}:
        raise ValueError("operands could not be broadcast together")
    with_bias: np.ndarray = numbers + np.expand_dims(bias, tuple(range(1, 3 - axis)))
    return with_bias


def _first_of(numbers: np.ndarray, bias: np.ndarray, axis: int) -> np.ndarray:
    """Index the bias by row or column, as far as there are biases."""
    if bias.size < numbers.shape[axis]:
        raise grader.UndefinedError
    return _along(numbers, bias[: numbers.shape[axis]], axis)


BIAS = (
    grader.Misconception(
        id="bias-forgotten",
        says="The bias is not added.",
        hint="With an x of zeros, what should every output be?",
        variants=(grader.variant(bias=lambda numbers, _bias, _kernel: numbers),),
    ),
    grader.Misconception(
        id="bias-per-tap",
        says="The bias is added once for each weight, not once for each output.",
        hint="With an x of zeros, divide your output by the bias. How often was it added?",
        variants=(
            grader.variant(bias=lambda numbers, bias, kernel: numbers + bias * kernel[..., 0].size),
        ),
    ),
    grader.Misconception(
        id="bias-subtracted",
        says="The bias is taken away, not added.",
        hint="With an x of zeros and a bias of 1, what should every output be?",
        variants=(grader.variant(bias=lambda numbers, bias, _kernel: numbers - bias),),
    ),
)

BIASES = (
    grader.Misconception(
        id="bias-per-channel",
        says="The bias is added once for each channel.",
        hint="The bias belongs to the filter, not to its channels. With a picture of zeros, "
        "compare your output with the bias.",
        variants=(
            grader.variant(bias=lambda numbers, bias, kernel: numbers + bias * kernel.shape[2]),
        ),
    ),
    grader.Misconception(
        id="bias-first-only",
        says="Every map gets the first bias.",
        hint="Give two filters clearly different biases and a picture of zeros. What should the "
        "two maps hold?",
        variants=(grader.variant(bias=lambda numbers, bias, _kernel: numbers + bias[0]),),
    ),
    grader.Misconception(
        id="bias-wrong-axis",
        says="The biases are spread over rows or columns, not over the filters.",
        hint="NumPy lines shapes up from the right. Which axis of the output counts the filters?",
        variants=(
            grader.variant(only=_MANY_FILTERS, bias=lambda n, bias, _kernel: _along(n, bias, 1)),
            grader.variant(only=_MANY_FILTERS, bias=lambda n, bias, _kernel: _along(n, bias, 0)),
            grader.variant(only=_MANY_FILTERS, bias=lambda n, bias, _kernel: _first_of(n, bias, 1)),
            grader.variant(only=_MANY_FILTERS, bias=lambda n, bias, _kernel: _first_of(n, bias, 0)),
        ),
    ),
    grader.Misconception(
        id="bias-summed-over-filters",
        says="Every map gets all biases.",
        hint="Change one bias. Which maps should move?",
        variants=(grader.variant(bias=lambda numbers, bias, _kernel: numbers + bias.sum()),),
    ),
)
