"""What a drawing of one number shows, as texts and places: for pictures that are no characters.

A report holds it beside the drawing in characters. All numbers are written as they are there,
so that both show the same, and no reader has to round.
"""

from __future__ import annotations

import msgspec

from grader.language import _

__all__ = ["Calculation", "Drawing", "DrawnPlane", "Rows", "Windows", "compared"]


class DrawnPlane(msgspec.Struct, frozen=True):
    """One channel under a window, padding included.

    Attributes:
        cells: The numbers as they are written, row by row.
        outside: Which of them are padding, row by row.
        rows: The rows under the window, in order.
        columns: Its columns.
        weights: What lies on them, row by row; empty where nothing is multiplied.
    """

    cells: tuple[tuple[str, ...], ...]
    outside: tuple[tuple[bool, ...], ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    weights: tuple[tuple[str, ...], ...] = ()


class Calculation(msgspec.Struct, frozen=True, tag_field="kind", tag="calculation"):
    """How a number of an array comes about.

    Attributes:
        text: The calculation, or the number alone where nobody knows how.
        planes: What it is made from, one for each channel; empty where nobody knows.
    """

    text: str
    planes: tuple[DrawnPlane, ...] = ()


class Windows(msgspec.Struct, frozen=True, tag_field="kind", tag="windows"):
    """Windows laid on one axis, for answers that are sizes.

    Attributes:
        text: The answer that they lead to.
        size: How many cells there are; 0, as the rest, where nobody knows.
        before: How many places are padding in front of them.
        after: How many behind them.
        kernel: How long the window is.
        starts: Where each window starts; 0 is the first place, padding included.
    """

    text: str
    size: int = 0
    before: int = 0
    after: int = 0
    kernel: int = 0
    starts: tuple[int, ...] = ()


class Rows(msgspec.Struct, frozen=True, tag_field="kind", tag="rows"):
    """Rows of a table, for answers that are rows, or come about row by row.

    Attributes:
        text: The answer that they lead to; empty where it is the rows themselves.
        columns: The headings; empty where there are none, as in the student's rows.
        total: How many rows there are, with those that are left out; 0 where nobody knows.
        numbers: The numbers of those that are shown; of the student's, only of the first that
            is wrong.
        rows: Their cells, as they are written; none in a row that is missing.
    """

    text: str
    columns: tuple[str, ...] = ()
    total: int = 0
    numbers: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Drawing(msgspec.Struct, frozen=True):
    """The right number and the student's.

    Attributes:
        title: Which number it is; empty for a size, and for rows.
        picture: What the student's function calls the picture.
        kernel: What it calls the kernel.
        right: How the right one comes about.
        yours: How the student's does; ``None`` where there is none.
    """

    title: str
    picture: str
    kernel: str
    right: Calculation | Windows | Rows
    yours: Calculation | Windows | Rows | None = None


def compared(where: str, right: str, yours: str | None = None) -> str:
    """Say what is right at a place, and what is yours, for those who cannot see a drawing.

    Example:
        >>> compared("output 3", "7", "8"), compared("", "7")
        ('Output 3: 7 is right; yours is 8.', '7 is right.')
    """
    where = where[:1].upper() + where[1:]
    if yours is None:
        text = _("{where}: {right} is right.") if where else _("{right} is right.")
        return text.format(where=where, right=right)
    text = _("{right} is right; yours is {yours}.")
    if where:
        text = _("{where}: {right} is right; yours is {yours}.")
    return text.format(where=where, right=right, yours=yours)
