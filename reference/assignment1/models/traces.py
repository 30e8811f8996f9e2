"""How one number of a convolution or a pooling comes about, for the picture of it."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np

import grader

from . import windows


def of_convolution(
    rules: SimpleNamespace,
    place: tuple[int, ...],
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
) -> grader.Trace:
    """Return how the number at ``place`` (row, column, filter) comes about.

    Raises:
        UndefinedError: the number is not the sum of these products, and a bias.
        Exception: the rules give no such number.
    """
    row, column, number = place
    picture = rules.picture(np.asarray(x, np.float64), strides)
    weights = rules.kernel(np.asarray(kernel, np.float64), strides)
    laid = windows.lay(rules, picture, weights.shape[:2], strides, padding)
    total = float(windows.convolve(rules, x, kernel, bias, strides, padding)[place])
    pixels, outside = laid.values[row, column], laid.outside[row, column]
    planes = tuple(
        _plane(laid, place, channel, weights[:, :, channel, number])
        for channel in range(picture.shape[2])
    )
    terms = tuple(
        _terms(pixels[..., channel], outside, weights[:, :, channel, number])
        for channel in range(picture.shape[2])
    )
    number_alone = rules.combine(laid, weights)[place]
    divisor = float(weights[..., 0].size) if rules.combine is windows.averages else 1.0
    sums = sum(term.value * (term.weight or 0.0) for plane in terms for term in plane) / divisor
    with_bias = rules.bias(rules.combine(laid, weights), np.asarray(bias, np.float64), weights)[
        place
    ]
    if not np.isclose([sums, with_bias], [number_alone, total]).all():
        raise grader.UndefinedError  # Made in another way than by adding up products.
    return grader.Trace(place, planes, terms, "sum", divisor, total - sums, total)


def of_pooling(
    rules: SimpleNamespace,
    place: tuple[int, ...],
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
    *,
    how: Literal["max", "mean"],
) -> grader.Trace:
    """Return how the number at ``place`` (row, column, channel) comes about.

    Padding takes part if the number cannot be explained without it.

    Raises:
        Exception: the rules give no such number.
    """
    row, column, channel = place
    picture = rules.picture(np.asarray(x, np.float64), strides)
    laid = windows.lay(rules, picture, rules.window(pool_size), strides, padding)
    total = float(windows.pool(rules, x, pool_size, strides, padding)[place])
    # Whoever exchanges the two poolings makes the number in the other way.
    how = _POOLINGS.get(rules.combine, how)
    pixels, outside = laid.values[row, column, ..., channel], laid.outside[row, column]
    every = _terms(pixels, outside, None)
    inside = tuple(term for term in every if not term.outside)
    # The padding takes part where the number cannot be had without it.
    terms = next((some for some in (inside, every) if np.isclose(_made(some, how), total)), every)
    plane = _plane(laid, place, channel, None)
    divisor = float(len(terms)) if how == "mean" else 1.0
    return grader.Trace(place, (plane,), (terms,), how, divisor=divisor, total=total)


#: What is made of a window, by the rule that makes it.
_POOLINGS: dict[Any, Literal["max", "mean"]] = {windows.largest: "max", windows.mean: "mean"}


def _made(terms: tuple[grader.Term, ...], how: str) -> float:
    numbers = [term.value for term in terms]
    return float(np.max(numbers) if how == "max" else np.mean(numbers))


def _plane(
    laid: windows.Windows, place: tuple[int, ...], channel: int, weights: np.ndarray | None
) -> grader.Plane:
    return grader.Plane(
        _tuples(laid.plane.values[..., channel]),
        _tuples(laid.plane.outside),
        tuple(laid.rows[place[0]].tolist()),
        tuple(laid.columns[place[1]].tolist()),
        () if weights is None else _tuples(weights),
    )


def _terms(
    pixels: np.ndarray, outside: np.ndarray, weights: np.ndarray | None
) -> tuple[grader.Term, ...]:
    lying = [None] * pixels.size if weights is None else weights.reshape(-1).tolist()
    numbers = zip(pixels.reshape(-1).tolist(), lying, outside.reshape(-1).tolist(), strict=True)
    return tuple(grader.Term(value, weight, padding) for value, weight, padding in numbers)


def _tuples(array: np.ndarray) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, array.tolist()))


def with_place(trace: grader.Trace, place: tuple[int, ...]) -> grader.Trace:
    """Return the trace of the same number where the answer has fewer axes."""
    return dataclasses.replace(trace, place=place)


def as_line(trace: grader.Trace) -> grader.Trace:
    """Return the trace of a picture one pixel wide as that of a row of numbers."""
    (plane,) = trace.planes
    line = grader.Plane(
        _transposed(plane.values),
        _transposed(plane.outside),
        plane.columns,
        plane.rows,
        _transposed(plane.weights),
    )
    return dataclasses.replace(trace, place=trace.place[:1], planes=(line,))


def _transposed(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    return tuple(zip(*rows, strict=True))
