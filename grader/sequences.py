"""Tuples and lists of answers: sizes, floats, or rows of whatever is no array. Pure.

A difference names the way to what is wrong: ``(2, 1)`` is the second part of the third row.
Sizes within a row are one part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from grader.evidence import Difference
from grader.scalars import is_int, is_number, scalar_error, scalar_problem

__all__ = ["flat_index", "form_difference", "has_parts", "part_of", "shape_of", "value_difference"]

#: The way to a part: an index for each level.
Way = tuple[int, ...]


def form_difference(value: object, right: tuple[Any, ...] | list[Any]) -> Difference | None:
    """Compare types and lengths, the types first.

    Example:
        >>> form_difference([("a", 1.5)], [("a", 1)])
        Difference(kind='type', wrong=((0, 1),), total=0, largest=0.0, allowed=0.0)
        >>> form_difference((1, 2), (1, 2, 3)).kind
        'shape'
    """
    problems = list(_problems(value, right, ()))
    if not problems:
        return None
    kind, way = min(problems, key=lambda one: one[0] != "type")
    # A flat answer is short: where in it the type is wrong can be seen.
    return Difference(kind, (way,) if way and has_parts(right) else ())


def value_difference(value: Any, right: Any, allowed: Any) -> Difference | None:
    """Compare the values of an answer of the right form, which may be a single one."""
    parts = [(way, part_of(value, way), part_of(right, way)) for way in _ways(right, ())]
    errors = [_error(mine, theirs, _limit(allowed, way)) for way, mine, theirs in parts]
    wrong = tuple(way for (way, *_), error in zip(parts, errors, strict=True) if error)
    bad = tuple(way for way, part, _right in parts if _is_bad(part))
    if bad:
        return Difference("non_finite", bad, len(parts))
    if not wrong:
        return None
    worst = int(np.argmax(errors))
    limit = _limit(allowed, parts[worst][0])
    return Difference("values", wrong, len(parts), max(errors), 0.0 if limit is None else limit)


def part_of(value: Any, way: Way) -> Any:
    """Return a part of an answer; all of it for the way ``()``.

    Raises:
        LookupError: it has no such part.
    """
    for index in way:
        value = value[index]
    return value


def shape_of(value: Any) -> tuple[int, ...]:
    """Return how many parts an answer has along each axis: of rows, rows and columns.

    Example:
        >>> shape_of(np.ones((2, 3))), shape_of((26, 26, 32)), shape_of([("a", 1), ("b", 2)])
        ((2, 3), (3,), (2, 2))
        >>> shape_of(1.5)
        ()
    """
    if isinstance(value, (tuple, list)):
        lengths = {len(one) for one in value if isinstance(one, (tuple, list))}
        return (len(value), *(lengths if len(lengths) == 1 else ()))
    return tuple(np.shape(value))


def flat_index(place: tuple[int, ...], shape: tuple[int, ...]) -> int | None:
    """Return an element's number in C order; ``None`` if a right answer has no such element."""
    if len(place) != len(shape) or any(at >= size for at, size in zip(place, shape, strict=True)):
        return None
    number = 0
    for at, size in zip(place, shape, strict=True):
        number = number * size + at
    return number


def has_parts(right: Any) -> bool:
    """Say whether an answer has parts within parts: rows, say."""
    return isinstance(right, (tuple, list)) and any(isinstance(p, (tuple, list)) for p in right)


def _is_bad(part: object) -> bool:
    return isinstance(part, (float, np.floating)) and not np.isfinite(part)


def _problems(
    value: object, right: Any, way: Way
) -> Iterator[tuple[Literal["type", "shape"], Way]]:
    """Yield what is wrong with the form, and where."""
    if not isinstance(right, (tuple, list)):
        if scalar_problem(value, right) is not None:
            yield "type", way
    elif not isinstance(value, (tuple, list)):
        yield "type", way
    elif _is_part(right, way):
        # Another number of sizes is another value of the part.
        if not all(map(is_int if _are_ints(right) else is_number, value)):
            yield "type", way
    elif len(value) != len(right):
        yield "shape", way
    else:
        for index, (mine, theirs) in enumerate(zip(value, right, strict=True)):
            yield from _problems(mine, theirs, (*way, index))


def _ways(right: Any, way: Way) -> Iterator[Way]:
    """Yield the ways to all parts that are compared by themselves."""
    if isinstance(right, (tuple, list)) and not _is_part(right, way):
        for index, one in enumerate(right):
            yield from _ways(one, (*way, index))
    else:
        yield way


def _is_part(right: tuple[Any, ...] | list[Any], way: Way) -> bool:
    """Say whether a sequence within an answer is one part of it: sizes, or no items at all."""
    return bool(way) and all(map(is_number, right))


def _are_ints(right: tuple[Any, ...] | list[Any]) -> bool:
    return all(map(is_int, right))


def _error(mine: Any, right: Any, limit: float | None) -> float:
    if not isinstance(right, (tuple, list)):
        return scalar_error(mine, right, limit)
    if len(mine) != len(right):
        return np.inf
    errors = (scalar_error(*both, limit) for both in zip(mine, right, strict=True))
    return max(errors, default=0.0)


def _limit(allowed: Any, way: Way) -> float | None:
    """Return what is allowed for one part: the number for all, or that of the item it lies in."""
    if allowed is None or not np.ndim(allowed):
        return None if allowed is None else float(allowed)
    return float(allowed[way[0]]) if way else float(np.max(allowed))
