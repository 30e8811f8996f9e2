"""Strategies for the arguments of calls: fast to draw, and small when shrunk.

Everything is drawn as a string of bytes and mapped through a table, because
that is what Hypothesis draws fastest and shrinks best: a byte that shrinks to 0
becomes the *first* entry of its table, so tables begin with what a person would
want to see in a counterexample. An assignment's input functions look like this:

    def conv1d_calls(draw):
        size = draw(choices(kernel=(1, 2, 3), more=range(8), dtype=DTYPES))
        x = draw(array(INTEGERS, (size.kernel + size.more,), size.dtype))
        w = draw(array(INTEGERS, (size.kernel,), size.dtype))
        return {"x": x, "w": w, "b": 0.5}
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import strategies as st

__all__ = [
    "DTYPES",
    "HALVES",
    "INTEGERS",
    "LARGE",
    "NEGATIVE",
    "NON_INTEGERS",
    "VALUES",
    "VERY_NEGATIVE",
    "array",
    "calls",
    "choices",
]

#: Small integers, zero among them: sums of products of these are exact in
#: float32 in any order, so a wrong answer is off by far more than the tolerance.
INTEGERS = (0.0, 1.0, 2.0, -1.0, 3.0, -2.0, 4.0, -3.0, -4.0)
#: Nothing above zero: shows a maximum that zeros of the padding have won.
NEGATIVE = (0.0, -1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -7.0, -8.0, -9.0)
#: Binary fractions, exact in float32: show a result that was cut to an integer.
NON_INTEGERS = (0.0, 0.5, 1.25, -0.75, 2.5, -1.5, 0.375, -2.25, 3.75)
#: Beyond the range of a picture: show values that were clipped to 0 ... 255.
LARGE = (0.0, 100.0, 300.0, -200.0, 1000.0, -50.0, 700.0)
#: Below any constant that is meant as "minus infinity": all are exact in float32.
VERY_NEGATIVE = tuple(-(2.0**power) for power in (10, 11, 12, 40, 41, 42, 70, 71, 100, 101))
#: Half steps without zero, for biases: a forgotten bias always shows.
HALVES = (0.5, 1.5, -0.5, 2.5, -1.5, -2.5, 3.5)

#: The tables of values to choose from, as often as each should be drawn.
VALUES = (INTEGERS,) * 5 + (NEGATIVE,) * 2 + (NON_INTEGERS,) * 2 + (LARGE,)
#: Arrays arrive in double precision, now and then in single.
DTYPES = ("float64", "float64", "float64", "float32")

_FULL_BYTE = 256
_LINE = 61


def choices(**options: Sequence[Any]) -> st.SearchStrategy[SimpleNamespace]:
    """Return a strategy that picks one value for each name, all in a single draw.

    Every choice is independent of the others. Shrinking moves each towards the
    first of its options, so put the simplest first; give an option twice to
    have it drawn twice as often.

    * ``options`` maps each name to between 1 and 256 values.

    Example:
        >>> from hypothesis import find
        >>> find(choices(rows=(1, 2, 3), padding=("valid", "same")), lambda _: True)
        namespace(rows=1, padding='valid')
    """
    for name, values in options.items():
        if not 1 <= len(values) <= _FULL_BYTE:
            raise ValueError(f"{name} has {len(values)} options, should have 1 to {_FULL_BYTE}")

    def pick(drawn: bytes) -> SimpleNamespace:
        pairs = zip(drawn, options.items(), strict=True)
        return SimpleNamespace(
            **{name: values[byte * len(values) // _FULL_BYTE] for byte, (name, values) in pairs}
        )

    return st.binary(min_size=len(options), max_size=len(options)).map(pick)


def array(
    values: Sequence[float], shape: tuple[int, ...], dtype: str = "float64"
) -> st.SearchStrategy[np.ndarray]:
    """Return a strategy for an array whose elements are taken from a table.

    The array is fresh, writable, C-contiguous and dense. Shrinking moves every
    element towards ``values[0]``. An array of more than 61 elements repeats the
    first 61: so the number of bytes is the same for every shape, and Hypothesis can
    shrink a size without disturbing the values. 61 is a prime, so that the rows
    of an image do not repeat.

    * ``values`` is the table of finite numbers that elements are taken from.
    * ``shape`` is a tuple of ints >= 0.
    * ``dtype`` is ``"float64"`` or ``"float32"``.

    Example:
        >>> from hypothesis import find
        >>> find(array(INTEGERS, (2, 2)), np.any)
        array([[1., 0.],
               [0., 0.]])
    """
    table = np.asarray(values, dtype)
    if not np.isfinite(table).all():
        raise ValueError(f"values={values!r} should all be finite")
    # Byte 0 has to give values[0], for shrinking.
    lookup = table[np.arange(_FULL_BYTE) % len(table)]

    def fill(drawn: bytes) -> np.ndarray:
        # Shrinking leaves what is not 0 at the end of the bytes: read from there,
        # so that an array, of whatever size, begins with it.
        line = lookup[np.frombuffer(drawn, np.uint8)[::-1]]
        return np.resize(line, shape)

    return st.binary(min_size=_LINE, max_size=_LINE).map(fill)


def calls(inputs: Callable[[Any], dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Turn an exercise's ``inputs`` function into a strategy for its arguments."""
    return st.composite(inputs)()
