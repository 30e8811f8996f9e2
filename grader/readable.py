"""Makes a counterexample easy to check with a pencil: distinct digits where they show the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

__all__ = ["readable"]

#: Larger arrays are left as they are: nobody checks them with a pencil.
_MOST_CELLS = 12


def readable(
    arguments: dict[str, Any],
    fails: Callable[[dict[str, Any]], bool],
    may_ask: Callable[[dict[str, Any]], bool] = lambda _call: True,
) -> dict[str, Any]:
    """Return the same call with easier numbers, if it may be asked and ``fails`` is true for it.

    Shrinking leaves mostly zeros, and a zero hides which pixel met which weight. So the arrays
    are filled with 1, 2, 3 ..., and what is added at the end with 0, as far as the call still
    fails; shapes stay as they are.

    Example:
        >>> call = {"x": np.array([1.0, 0.0]), "b": 0.5}
        >>> readable(call, lambda call: call["x"][0] != call["x"][1])["x"]
        array([1., 2.])
    """
    for easier in _easier(arguments):
        if may_ask(easier) and fails(easier):
            return easier
    return arguments


def _easier(arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield calls with other numbers, the easiest first."""
    names = [name for name, value in arguments.items() if _is_fillable(value)]
    if sum(np.size(arguments[name]) for name in names) > _MOST_CELLS:
        return
    several = len(names) > 1
    choices = [
        ("zeros", "digits", "same") if several and name == names[-1] else ("digits", "same")
        for name in names
    ]
    for kinds in sorted(itertools.product(*choices), key=_effort)[:-1]:  # All the same is the last.
        yield {**arguments, **_filled(arguments, dict(zip(names, kinds, strict=True)))}
    for name in names:
        yield {**arguments, **_filled(arguments, {name: "negative"})}


def _effort(kinds: tuple[str, ...]) -> tuple[int, ...]:
    """Rank by how many arrays stay as they are, then by what the last one holds."""
    order = ("zeros", "digits", "same")
    return kinds.count("same"), *(order.index(kind) for kind in reversed(kinds))


def _filled(arguments: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    # A single 1 looks like a picture of ones.
    number = 2 if sum(np.size(arguments[name]) for name in kinds) == 1 else 1
    for name, kind in kinds.items():
        value = arguments[name]
        count = np.size(value)
        if kind in {"digits", "negative"}:
            digits = np.arange(number, number + count, dtype=np.float64)
            filled[name] = _like(value, -digits if kind == "negative" else digits)
            number += count
        elif kind == "zeros":
            filled[name] = _like(value, np.zeros(count))
    return filled


def _is_fillable(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "f" and value.size > 0
    return isinstance(value, float)


def _like(value: Any, numbers: np.ndarray) -> Any:
    if isinstance(value, float):
        return float(numbers[0])
    return numbers.reshape(value.shape).astype(value.dtype)
