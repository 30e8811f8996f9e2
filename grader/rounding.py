"""How far a right answer may be off because it was computed in single precision.

A student may add numbers up in any order, in float32 or float64. Adding n numbers in float32, in
whatever order, is off by at most ``(n + 1) * eps / 2`` times the sum of their absolute values
(N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 4.2); twice that
also covers one more addition, a last cast, and a comparison with an answer in float32.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

__all__ = ["Answer", "sum_error"]

#: What an exercise's ``allowed`` is given first: computes its answer, or a wrong one.
Answer = Callable[..., Any]

_EPS = float(np.finfo(np.float32).eps)
_TINY = float(np.finfo(np.float32).tiny)

#: A number, or a number for each element.
Size = TypeVar("Size", float, np.ndarray)


def sum_error(terms: int, magnitude: Size) -> Size:
    """Return the allowed error of sums in float32, for each element.

    * ``terms`` is how many numbers were added up for one element.
    * ``magnitude`` is, for each element, the sum of the absolute values of its terms.

    Example:
        >>> sum_error(4, 16.0) / 2**-23
        112.0
    """
    return (terms + 3) * _EPS * magnitude + (terms + 1) * _TINY
