"""Single values of answers, each by itself: whole numbers, numbers, texts. Pure."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

__all__ = ["is_int", "is_number", "same_scalar", "scalar_error", "scalar_problem"]

#: The spacing of float32 at 1.
_EPS32: Final = float(np.finfo(np.float32).eps)


def is_int(value: object) -> bool:
    """Say whether a value is a whole number, Python's or NumPy's; True and False are none."""
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Say whether a value is a number in at least single precision."""
    return is_int(value) or isinstance(value, (float, np.float32))


def scalar_problem(value: object, right: object) -> str | None:
    """Return what the right answer's type asks for, where a value is not of it.

    Example:
        >>> scalar_problem(3.0, 3), scalar_problem(3, 3.5), scalar_problem("same", "same")
        ('int', None, None)
    """
    if isinstance(right, str):
        return None if isinstance(value, str) else "str"
    if isinstance(right, float):
        return None if is_number(value) else "float"
    return None if is_int(value) else "int"


def scalar_error(value: object, right: object, allowed: float | None) -> float:
    """Return how far off a value of the right type is: 0 where it is right; never nan."""
    if isinstance(right, str):
        return 0.0 if value == right else math.inf
    if isinstance(right, float):
        limit = _EPS32 * abs(right) if allowed is None else allowed
        error = abs(float(value) - right)  # type: ignore[arg-type]  # it is a number
        return 0.0 if error <= limit else min(error, math.inf)
    return float(abs(int(value) - int(right)))  # type: ignore[call-overload]  # ints


def same_scalar(value: object, other: object, allowed: float | None) -> bool:
    """Say whether two values are the same answer, which need not be a right one.

    Example:
        >>> same_scalar(2.0, 2, None), same_scalar(np.float32(0.1), 0.1, None)
        (False, True)
    """
    if other is None or value is None:
        return value is other
    if isinstance(other, str):
        return isinstance(value, str) and value == other
    if isinstance(other, (float, np.floating)):
        if not isinstance(value, (float, np.floating)):
            return False
        mine, theirs = float(value), float(other)
        if not math.isfinite(theirs):
            return mine == theirs or (math.isnan(mine) and math.isnan(theirs))
        return scalar_error(mine, theirs, allowed) == 0
    return is_int(value) and value == other
