"""The three exercises once more, built from rules that a misconception can replace.

lines(x)                         the numbers of each picture in one line
weights(weights)                 the weights as they are used
products(x, weights)             one sum for each picture and unit
bias(sums, bias, inputs)         with the bias
result(numbers)                  what is made of them at the end
kept(x, mask)                    what is left in training
scaled(numbers, rate, mask)      these, made up for what is missing
unused(x, rate, mask)            what comes back when the network is not trained
is_on(training)                  whether numbers are dropped
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

import grader


def products(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return a sum of products for each row of ``x`` and each column of ``weights``."""
    sums: np.ndarray = x @ weights
    return sums


def _flatten(rules: SimpleNamespace, x: np.ndarray) -> Any:
    return rules.lines(x)


def _dense(rules: SimpleNamespace, x: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> Any:
    exact, columns = np.asarray(x, np.float64), rules.weights(np.asarray(weights, np.float64))
    sums = rules.products(exact, columns)
    return rules.result(rules.bias(sums, np.asarray(bias, np.float64), x.shape[1]))


def _dense_trace(
    rules: SimpleNamespace,
    place: tuple[int, ...],
    x: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray,
) -> grader.Trace:
    """Return how the number at ``place`` (row, unit) comes about.

    Raises:
        UndefinedError: the number is not the sum of these products, and a bias.
        Exception: the rules give no such number.
    """
    row, unit = place
    exact, columns = np.asarray(x, np.float64), rules.weights(np.asarray(weights, np.float64))
    numbers, lying = exact[row].tolist(), columns[:, unit].tolist()
    sums = float(np.dot(exact[row], columns[:, unit]))
    answer = np.asarray(_dense(rules, x, weights, bias))
    alone = rules.products(exact, columns)
    with_bias = rules.bias(alone, np.asarray(bias, np.float64), x.shape[1])
    if not np.isclose([alone[place], with_bias[place]], [sums, answer[place]]).all():
        raise grader.UndefinedError  # Made in another way than by adding up products.
    total = float(answer[place])
    plane = grader.Plane(
        (tuple(numbers),),
        ((False,) * len(numbers),),
        (0,),
        tuple(range(len(numbers))),
        (tuple(lying),),
    )
    terms = tuple(map(grader.Term, numbers, lying))
    return grader.Trace(place, (plane,), (terms,), "sum", added=total - sums, total=total)


def _dropout(
    rules: SimpleNamespace,
    x: np.ndarray,
    rate: float,
    mask: np.ndarray,
    training: bool,
) -> Any:
    exact, kept = np.asarray(x, np.float64), np.asarray(mask, np.float64)
    if not rules.is_on(training):
        return rules.unused(exact, rate, kept)
    return rules.scaled(rules.kept(exact, kept), rate, kept)


FLATTEN = grader.Model(compute=_flatten, rules={"lines": lambda x: x.reshape(len(x), -1)})
DENSE = grader.Model(
    compute=_dense,
    rules={
        "weights": lambda weights: weights,
        "products": products,
        "bias": lambda sums, bias, _inputs: sums + bias,
        "result": lambda numbers: numbers,
    },
    trace=_dense_trace,
)
DROPOUT = grader.Model(
    compute=_dropout,
    rules={
        "is_on": lambda training: training,
        "kept": lambda x, mask: x * mask,
        "scaled": lambda numbers, rate, _mask: numbers / (1 - rate),
        "unused": lambda x, _rate, _mask: x,
    },
)
