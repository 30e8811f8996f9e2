"""How one number of an answer comes about: what a picture of it is drawn from.

Plain frozen values, without numpy: an assignment's model makes them, ``explain`` draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Axis", "Drawable", "Plane", "Table", "Term", "Trace"]


@dataclass(frozen=True, slots=True)
class Plane:
    """One channel of what a window looks at, padding included.

    Attributes:
        values: The numbers, row by row; in the padding what it was filled with.
        outside: Which of them are padding, row by row.
        rows: The rows under the window, in order; neighbours unless it is spread out.
        columns: Its columns.
        weights: What lies on them, row by row; empty where nothing is multiplied.
    """

    values: tuple[tuple[float, ...], ...]
    outside: tuple[tuple[bool, ...], ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    weights: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One number that goes into the result.

    Attributes:
        value: The number under the window.
        weight: What it is multiplied by; ``None`` where nothing is.
        outside: Whether the number is padding.
    """

    value: float
    weight: float | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """How one number of an array comes about.

    Attributes:
        place: Its index in the answer.
        planes: What the window looks at, one plane for each channel that counts.
        terms: For each plane the numbers that go in, in the order of reading.
        how: What is made of them: their sum, mean, largest or smallest.
        divisor: What a sum is divided by.
        added: What is added at the end: the bias.
        total: The number itself.
    """

    place: tuple[int, ...]
    planes: tuple[Plane, ...]
    terms: tuple[tuple[Term, ...], ...]
    how: Literal["sum", "mean", "max", "min"]
    divisor: float = 1.0
    added: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Windows laid on one axis, for answers that are sizes.

    Attributes:
        size: How many pixels there are.
        before: How many places are padding in front of them.
        after: How many behind them.
        kernel: How long the window is.
        starts: Where each window starts; 0 is the first place, padding included.
    """

    size: int
    before: int
    after: int
    kernel: int
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Steps that lead to an answer, a row for each: of a network its layers, say.

    What the columns are called is the exercise's own: see ``Exercise.columns``.

    Attributes:
        rows: The cells of each row, as they are to be read: ``("Conv2D", "(26, 26, 32)", "320")``.
        answer: What the rows lead to, as it is to be compared with the answer: a number of it,
            or a few; empty where the rows themselves are the answer.
    """

    rows: tuple[tuple[str, ...], ...]
    answer: tuple[float, ...] = ()


#: Whatever can be drawn of an answer.
Drawable = Trace | Axis | Table
