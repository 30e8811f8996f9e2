"""Assignment 1: the building blocks of a convolutional network, in plain NumPy."""

from __future__ import annotations

import grader

from . import convolution, output_shape, padding, pooling, stride

ASSIGNMENT = grader.Assignment(
    id="assignment1",
    title="Building blocks of a convolutional network",
    concepts=(
        convolution.CONCEPT,
        padding.CONCEPT,
        stride.CONCEPT,
        pooling.CONCEPT,
        output_shape.CONCEPT,
    ),
)
