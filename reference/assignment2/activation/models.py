"""Both activations once more, built from rules that a misconception can replace.

positive(x)              what is made of each number
shifted(logits)          the exponents
power(exponents)         their powers
total(powers, logits)    what these are divided by, with the last axis kept
share(powers, total)     the probabilities
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final

import numpy as np

import grader

#: The spacing of float32 at 1.
EPS: Final = float(np.finfo(np.float32).eps)


def shifted(axis: int | None, *, keepdims: bool = True) -> Callable[[np.ndarray], np.ndarray]:
    """Return a rule that takes away the largest logit along an axis, or of all."""
    return lambda logits: logits - logits.max(axis=axis, keepdims=keepdims)


def total(
    axis: int | None, *, keepdims: bool = True
) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Return a rule that adds up the powers along an axis, or all of them."""
    return lambda powers, _logits: powers.sum(axis=axis, keepdims=keepdims)


def _relu(rules: SimpleNamespace, x: np.ndarray) -> Any:
    return rules.positive(np.asarray(x, np.float64))


def _softmax(rules: SimpleNamespace, logits: np.ndarray) -> Any:
    exact = np.asarray(logits, np.float64)
    powers = rules.power(rules.shifted(exact))
    return rules.share(powers, rules.total(powers, exact))


RELU = grader.Model(compute=_relu, rules={"positive": lambda x: np.maximum(x, 0)})
SOFTMAX = grader.Model(
    compute=_softmax,
    rules={
        "shifted": shifted(-1),
        "power": np.exp,
        "total": total(-1),
        "share": lambda powers, total: powers / total,
    },
)
