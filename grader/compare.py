"""Is an answer right, and if not, what is the first difference? Pure functions.

The student's value is compared as it came: never broadcast, cast or squeezed.
Differences are looked for from coarse to fine, and only the first is told: the
type, the shape, the kind of dtype, a changed argument, non-finite elements, the
values; or, where an answer is judged by what it does, a property that it does not have.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader import sequences
from grader.evidence import Difference
from grader.probe import Probed
from grader.scalars import same_scalar, scalar_problem
from grader.worker.wire import Opaque

__all__ = [
    "EPS32",
    "EPS64",
    "difference",
    "in_float64",
    "same_answer",
    "same_up_to_rounding",
]

#: The spacing of float32 at 1: a right student may compute or store in float32.
EPS32 = float(np.finfo(np.float32).eps)
#: The spacing of float64 at 1.
EPS64 = float(np.finfo(np.float64).eps)
#: Dtypes of floats that no answer may have; others than these, single and double do not travel.
_INEXACT = (np.float16,)


def difference(
    value: object,
    right: object,
    allowed: np.ndarray | float | None = None,
    *,
    changed: tuple[str, ...] = (),
) -> Difference | None:
    """Return the first difference between a returned value and the right answer.

    * ``right`` says what is expected by its own type: an array of floats asks for an array of
      floats, one of ints for ints, an int for an int (Python's or NumPy's), a float for a
      number, a tuple or a list for a tuple or a list of as many items, each compared by
      itself; and :class:`~grader.probe.Probed` for an array with its properties.
    * ``allowed`` is the largest error that is still right: for each element of an array
      answer, for a float, or for each float of a tuple; ``None`` allows what rounding to
      float32 does.
    * ``changed`` are the names of arguments that the call has changed.

    Example:
        >>> difference(np.array([1.0, 2.5]), np.array([1.0, 2.0])).wrong
        ((1,),)
        >>> difference([2, 3], (2, 3)) is None
        True
        >>> difference(3.0, 3).kind
        'type'
    """
    found = _form(value, right)
    if found is None and changed:
        found = Difference("changed_argument")
    if found is not None:
        return found
    if isinstance(right, Probed):
        return _properties(np.asarray(value), right)
    if isinstance(right, np.ndarray):
        return _array_values(np.asarray(value), right, allowed)
    return sequences.value_difference(value, right, allowed)


def in_float64(allowed: np.ndarray | float | None, right: object) -> np.ndarray | float | None:
    """Return the error that is allowed where both sides compute in float64, as tf.nn does.

    Example:
        >>> in_float64(None, np.array([1.0])) == np.finfo(np.float64).eps
        array([ True])
    """
    if allowed is not None:
        return allowed * (EPS64 / EPS32)
    if isinstance(right, (np.ndarray, float)):
        exact: np.ndarray | float = np.abs(right) * EPS64
        return exact
    return None


def same_up_to_rounding(
    one: object, other: object, right: object, allowed: np.ndarray | float | None
) -> bool:
    """Say whether two floats or arrays of the right shape differ by no more than rounding."""
    if all(isinstance(value, float) for value in (one, other, right)):
        return difference(other, one, allowed) is None
    arrays = (one, other, right)
    if not all(type(value) is np.ndarray and value.dtype.kind == "f" for value in arrays):
        return False
    if getattr(one, "shape", None) != getattr(right, "shape", None):
        return False
    return difference(other, one, allowed) is None


def same_answer(value: object, other: object, allowed: np.ndarray | float | None) -> bool:
    """Say whether a returned value is another answer, which need not be a right one.

    As for right answers, float32 and float64 are alike, and tuples and lists. An array of
    ints stands for its values: its dtype is a difference of its own. In ``other`` there may be
    floats in the place of sizes, and numbers that are not finite.

    Example:
        >>> same_answer((1.0, 2.5), (1.0, 2.5), None), same_answer((1, 2), (1.0, 2.0), None)
        (True, False)
    """
    if isinstance(other, np.ndarray):
        return _same_array(value, other, allowed)
    if isinstance(other, (tuple, list)):
        if not isinstance(value, (tuple, list)) or len(value) != len(other):
            return False
        pairs = zip(value, other, strict=True)
        return all(same_answer(mine, theirs, allowed) for mine, theirs in pairs)
    return same_scalar(value, other, allowed if isinstance(allowed, float) else None)


def _same_array(value: object, other: np.ndarray, allowed: np.ndarray | float | None) -> bool:
    if type(value) is not np.ndarray or value.shape != other.shape:
        return False
    if value.dtype.kind not in "iu" and value.dtype not in (np.float64, np.float32):
        return False
    finite = np.isfinite(other)
    mine = value.astype(np.float64)
    if not np.array_equal(mine[~finite], other[~finite], equal_nan=True):
        return False
    if not isinstance(allowed, np.ndarray) or allowed.shape != other.shape:
        return _array_values(mine[finite], other[finite], None) is None
    return _array_values(mine[finite], other[finite], allowed[finite]) is None


def _form(value: object, right: object) -> Difference | None:
    """Compare all but the values."""
    if isinstance(right, Probed):
        return _array_form(value, right.example, "iuf")
    if isinstance(right, np.ndarray):
        return _array_form(value, right, "iu" if right.dtype.kind in "iu" else "f")
    if isinstance(right, (tuple, list)):
        return sequences.form_difference(value, right)
    return None if scalar_problem(value, right) is None else Difference("type")


def _array_form(value: object, right: np.ndarray, kinds: str) -> Difference | None:
    """Compare all but the values; an array that did not travel still has a shape.

    * ``kinds`` are those of dtypes that are right; of floats, half precision is not.
    """
    if isinstance(value, Opaque):
        shape = value.shape if value.type_name == "ndarray" else None
    else:
        shape = value.shape if type(value) is np.ndarray else None
    if shape is None:
        return Difference("type")
    if shape != right.shape:
        return Difference("shape")
    if type(value) is np.ndarray and value.dtype.kind in kinds and value.dtype not in _INEXACT:
        return None
    return Difference("dtype", *_if_numbers(value, right))


def _if_numbers(value: object, right: np.ndarray) -> tuple[Any, ...]:
    """Say which values are wrong too, where the dtype is a number's."""
    if type(value) is not np.ndarray or value.dtype.kind not in "iuf":
        return ()
    wrong = np.argwhere(~(np.abs(value - right) <= EPS32 * np.abs(right)))
    return tuple(map(tuple, wrong.tolist())), right.size


def _properties(value: np.ndarray, right: Probed) -> Difference | None:
    """Compare what an array does; the indices of a difference are numbers of probes."""
    non_finite = ~np.isfinite(value)
    if non_finite.any():
        return Difference("non_finite", _indices(non_finite), value.size)
    failed = right.failed(value)
    wrong = tuple((at,) for at, probe in enumerate(right.probes) if probe in failed)
    return Difference("property", wrong, len(right.probes)) if wrong else None


def _array_values(
    value: np.ndarray, right: np.ndarray, allowed: np.ndarray | float | None
) -> Difference | None:
    right = right.astype(np.float64, copy=False)
    if allowed is None:
        allowed = EPS32 * np.abs(right)
    value = value.astype(np.float64, copy=False)
    non_finite = ~np.isfinite(value)
    if non_finite.any():
        return Difference("non_finite", _indices(non_finite), right.size)
    error = np.abs(value - right)
    # Written so that an element which cannot be compared counts as wrong.
    is_wrong = ~(error <= allowed)
    if not is_wrong.any():
        return None
    worst = np.unravel_index(int(np.argmax(error)), error.shape)
    limit = float(np.broadcast_to(allowed, error.shape)[worst])
    return Difference("values", _indices(is_wrong), right.size, float(error[worst]), limit)


def _indices(mask: np.ndarray) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, np.argwhere(mask).tolist()))
