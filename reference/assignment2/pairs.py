"""Sizes and steps as Keras takes them: one int for both directions, or a pair (down, right)."""

from __future__ import annotations

from collections.abc import Sequence

#: What a kernel size, a pool size or strides may be.
IntOrPair = int | tuple[int, int]


def pair(value: IntOrPair) -> tuple[int, int]:
    """Return both directions.

    Example:
        >>> pair(3), pair((1, 2))
        ((3, 3), (1, 2))
    """
    return (value, value) if isinstance(value, int) else value


def written(values: Sequence[tuple[int, int]], *, as_int: bool) -> list[IntOrPair]:
    """Return pairs as they could be written: equal ones as a single int where that is wanted.

    Example:
        >>> written([(2, 2), (1, 2)], as_int=True)
        [2, (1, 2)]
    """
    return [one[0] if as_int and one[0] == one[1] else one for one in values]
