"""Misconceptions about what a network hands on from layer to layer: Dropout, Flatten, pictures."""

from __future__ import annotations

import numpy as np

import grader

from .mistakes import over
from .models import largest_pixel, with_bias


def _transposed(numbers: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    moved = numbers.transpose(axes) if numbers.ndim == len(axes) else numbers
    return moved.reshape(len(numbers), -1)


def _first_of(numbers: np.ndarray) -> np.ndarray:
    """Return zeros for all pictures but the first."""
    first = np.zeros_like(numbers)
    first[:1] = numbers[:1]
    return first


def _first_with_bias(numbers: np.ndarray, bias: np.ndarray | None, kind: str) -> np.ndarray:
    added = with_bias(numbers, bias, kind)
    return _first_of(added) if kind == "Conv2D" else added


def _first_largest(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return _first_of(largest_pixel(values, inside))


BETWEEN = (
    # https://github.com/chainer/chainer/issues/531: the input "is not scaled during testing";
    # https://github.com/univieCUBE/deepnog/issues/44: whether activations are, at inference.
    grader.Misconception(
        id="forward-dropout-scales",
        says="Dropout makes the numbers smaller or larger, though nothing is learned here.",
        hint="In Keras, what is dropped is made up for while the network learns. What is left for "
        "Dropout to do afterwards?",
        variants=(
            grader.variant(dropped=lambda numbers, rate: numbers * (1 - rate)),
            grader.variant(dropped=lambda numbers, rate: numbers / (1 - rate)),
            grader.variant(dropped=lambda numbers, rate: numbers * rate),
        ),
    ),
    grader.Misconception(
        id="forward-flatten-left-out",
        says="Flatten does nothing: a dense layer meets a map, which does not fit its weights.",
        hint="How many numbers of a picture does one unit of a dense layer look at: those of one "
        "pixel, or all of them?",
        # Of a map with one pixel it fits. Softmax is written for the last axis, or for axis 1.
        variants=(
            grader.variant(flat=lambda numbers: numbers, raises="ValueError"),
            grader.variant(
                flat=lambda numbers: numbers,
                softmax=lambda logits: over(logits, 1),
                raises="ValueError",
            ),
        ),
    ),
    # https://github.com/gzuidhof/nn-transfer/issues/11: wrong as soon as there are 2 channels
    # before Flatten.
    grader.Misconception(
        id="flatten-channels-first",
        says="Flatten writes one channel after the other.",
        hint="Print one small map with two channels, flattened. Which two numbers should stand "
        "side by side at the beginning?",
        variants=(grader.variant(flat=lambda numbers: _transposed(numbers, (0, 3, 1, 2))),),
    ),
    # https://github.com/keras-team/keras/issues/13830: column order, as in Matlab.
    grader.Misconception(
        id="flatten-column-order",
        says="Flatten goes down the columns of a map first.",
        hint="Which pixel follows the first one: its neighbour below or its neighbour on the "
        "right?",
        variants=(
            grader.variant(flat=lambda numbers: numbers.reshape(len(numbers), -1, order="F")),
            grader.variant(flat=lambda numbers: _transposed(numbers, (0, 2, 1, 3))),
        ),
    ),
    grader.Misconception(
        id="batch-only-first",
        says="Only the first picture of the batch goes through the network, or through some layer.",
        hint="Give the network the same picture three times. Are all rows of your answer alike?",
        variants=(
            grader.variant(images=lambda x: x[:1]),
            grader.variant(answer=lambda numbers: numbers[0]),
            # A convolution, a pooling or both of them that leave zeros for all others.
            grader.variant(bias=_first_with_bias),
            grader.variant(largest=_first_largest),
            grader.variant(bias=_first_with_bias, largest=_first_largest),
        ),
    ),
)
