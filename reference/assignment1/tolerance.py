"""How far from the exact value a right answer may be.

A student may add up the products in any order, in float32 or float64. Adding n
numbers in float32, in whatever order, is off by at most ``(n + 1) * eps / 2``
times the sum of their absolute values; twice that also covers a bias, a last
cast, and a comparison with an answer that was itself computed in float32.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

#: A function that computes an exercise's answer, or a wrong one.
Answer = Callable[..., Any]

_EPS = float(np.finfo(np.float32).eps)
_TINY = float(np.finfo(np.float32).tiny)


def sum_error(terms: int, magnitude: np.ndarray) -> np.ndarray:
    """Return the allowed error, element by element, of sums in float32.

    Args:
        terms: How many products were added up for one element.
        magnitude: For each element, the sum of the absolute values of its terms.
    """
    return (terms + 3) * _EPS * magnitude + (terms + 1) * _TINY
