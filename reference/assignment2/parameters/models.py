"""Counts of parameters once more, built from rules that a misconception can replace.

    sides(kernel_size)                          height and width of a kernel
    area(height, width)                         its numbers for one channel
    conv_weights(area, channels, filters)       all numbers of all kernels
    conv_biases(channels, filters, use_bias)    all biases of a convolution
    dense_weights(inputs, units)                the numbers of the matrix
    dense_biases(inputs, units, use_bias)       all biases of a dense layer

The summary of a network is made of these too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import grader

from ..pairs import IntOrPair, pair

CONV_RULES: Mapping[str, Any] = {
    "sides": pair,
    "area": lambda height, width: height * width,
    "conv_weights": lambda area, channels, filters: area * channels * filters,
    "conv_biases": lambda _channels, filters, use_bias: filters if use_bias else 0,
}
DENSE_RULES: Mapping[str, Any] = {
    "dense_weights": lambda inputs, units: inputs * units,
    "dense_biases": lambda _inputs, units, use_bias: units if use_bias else 0,
}


def conv_counts(
    rules: SimpleNamespace, kernel_size: IntOrPair, channels: int, filters: int, *, use_bias: bool
) -> tuple[int, int]:
    """Return how many weights and biases a convolution has by these rules."""
    area = rules.area(*rules.sides(kernel_size))
    weights = rules.conv_weights(area, channels, filters)
    return weights, rules.conv_biases(channels, filters, use_bias)


def dense_counts(
    rules: SimpleNamespace, inputs: int, units: int, *, use_bias: bool
) -> tuple[int, int]:
    """Return how many weights and biases a dense layer has by these rules."""
    return rules.dense_weights(inputs, units), rules.dense_biases(inputs, units, use_bias)


def _row(counts: tuple[int, int]) -> grader.Table:
    """Return the counts in a row, with what they add up to."""
    total = sum(counts)
    return grader.Table((tuple(map(str, (*counts, total))),), (float(total),))


CONV2D_PARAMS = grader.Model(
    compute=lambda rules, kernel_size, in_channels, filters, use_bias: sum(
        conv_counts(rules, kernel_size, in_channels, filters, use_bias=use_bias)
    ),
    rules=CONV_RULES,
    trace=lambda rules, _place, kernel_size, in_channels, filters, use_bias: _row(
        conv_counts(rules, kernel_size, in_channels, filters, use_bias=use_bias)
    ),
)
DENSE_PARAMS = grader.Model(
    compute=lambda rules, inputs, units, use_bias: sum(
        dense_counts(rules, inputs, units, use_bias=use_bias)
    ),
    rules=DENSE_RULES,
    trace=lambda rules, _place, inputs, units, use_bias: _row(
        dense_counts(rules, inputs, units, use_bias=use_bias)
    ),
)
