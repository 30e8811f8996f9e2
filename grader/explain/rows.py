"""Answers that are lists of rows: which they are, and how their cells are written. Pure.

A cell is written as Python prints it: it is to be compared with what a student prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np

from grader.explain.picture_text import answer_text, number
from grader.language import _
from grader.width import clip, display_width, ljust

__all__ = ["Layout", "Row", "cut", "first_wrong", "is_rows", "printable", "row_at", "rows_of"]

#: The cells of a row, as they are written.
Row: TypeAlias = tuple[str, ...]

_SEQUENCES: Final = (tuple, list)
_NUMBERS: Final = (bool, int, float, np.bool_, np.integer, np.floating)
_PLAIN: Final = (*_NUMBERS, str, type(None))
_MAX_TEXT: Final = 200
_NUMBER: Final = re.compile(r"-?\d[\d,]*\.?\d*(e[-+]?\d+)?|-?inf|nan")
#: Python writes no ints of thousands of digits.
_LARGE: Final = 10**18


def is_rows(value: Any) -> bool:
    """Say whether a value is a list of rows of one length; a tuple is as good as a list.

    Example:
        >>> is_rows([("first", (2, 3), 6), ("second", (6,), 0)])
        True
        >>> is_rows((2, 3)), is_rows([]), is_rows([(1, 2), (3,)])
        (False, False, False)
    """
    if not isinstance(value, _SEQUENCES) or not value:
        return False
    if not all(isinstance(row, _SEQUENCES) and row for row in value):
        return False
    return len(set(map(len, value))) == 1 and all(_is_cell(cell) for row in value for cell in row)


def rows_of(value: Any, digits: int = 6) -> tuple[Row, ...]:
    """Write the cells of rows.

    Example:
        >>> rows_of([("first", [10], np.int64(650)), ("second", (), 650.0)])
        (('first', '(10,)', '650'), ('second', '()', '650.0'))
    """
    return tuple(tuple(_text(cell, digits) for cell in row) for row in value)


def row_at(rows: Sequence[Row], number: int) -> Row:
    """Return a row; one without cells where there is none."""
    return rows[number] if number < len(rows) else ()


def first_wrong(right: Sequence[Row], yours: Sequence[Row]) -> int | None:
    """Return the number of the first row that is another one, missing or too many.

    Example:
        >>> first_wrong([("1",), ("2",)], [("1",), ("3",)]), first_wrong([("1",)], [("1",), ("2",)])
        (1, 1)
    """
    numbers = range(max(len(right), len(yours)))
    return next((at for at in numbers if row_at(right, at) != row_at(yours, at)), None)


def printable(text: str) -> str:
    """Return a student's text without what would break a line, and without a long end."""
    return "".join(one if one.isprintable() else "?" for one in text[:_MAX_TEXT])


def cut(text: str, room: int) -> str:
    """Cut a text that is wider than its room."""
    return text if display_width(text) <= room else f"{clip(text, room - 3)}..."


class Layout:
    """Columns of cells: numbers end below each other, texts begin there."""

    def __init__(self, rows: list[Row], headings: Row) -> None:
        columns = list(zip(*rows, strict=True))
        self.numbers = [all(map(_NUMBER.fullmatch, column)) for column in columns]
        every = zip(*rows, *[headings] * bool(headings), strict=True)
        self.widths = [max(map(display_width, column)) for column in every]

    def written(self, row: Row) -> str:
        """Write a row; one that does not exist in words."""
        if not row:
            return _("(no such row)")
        cells = [
            " " * (width - display_width(cell)) + cell if is_number else ljust(cell, width)
            for cell, width, is_number in zip(row, self.widths, self.numbers, strict=True)
        ]
        return "  ".join(cells).rstrip()


def _is_cell(cell: Any) -> bool:
    """Say whether something is a number or a text, or sizes."""
    if isinstance(cell, _SEQUENCES):
        return all(isinstance(one, _NUMBERS) for one in cell)
    return isinstance(cell, _PLAIN)


def _text(cell: Any, digits: int) -> str:
    if isinstance(cell, _SEQUENCES):
        comma = "," if len(cell) == 1 else ""
        return f"({', '.join(_text(one, digits) for one in cell)}{comma})"
    if isinstance(cell, str):
        return printable(cell)
    if isinstance(cell, int) and abs(cell) >= _LARGE:
        return answer_text(cell)
    if not isinstance(cell, (float, np.floating)):
        return str(cell)
    text = number(float(cell), digits)
    # A whole float is not an int: where ints are asked that is the difference.
    return f"{text}.0" if text.lstrip("-").isdigit() else text
