"""Arrays as blocks of numbers, each index of the last axis a block of its own. Pure."""

from __future__ import annotations

import itertools
from typing import Any, Final

import numpy as np

from grader.explain.picture_plane import MARGIN, side_by_side
from grader.explain.picture_text import WIDTH, number
from grader.language import _
from grader.width import display_width, ljust

__all__ = ["labelled", "value_lines"]

#: Of more rows nobody reads each number.
_MAX_ROWS: Final = 12
_GAP: Final = 4
_AFTER_LABEL: Final = 2
#: Rows, columns and channels.
_PICTURE: Final = 3


def value_lines(value: Any, width: int = WIDTH) -> list[str]:
    """Write a value: an array as numbers in rows, if there is room, or else by its shape.

    Example:
        >>> value_lines(np.array([[0.0, 10.0], [-1.5, 2.0]]))
        ['     0    10', '  -1.5     2']
        >>> value_lines((26, 26, 32)), value_lines(np.zeros((99, 2)))
        (['  (26, 26, 32)'], ['  array of shape (99, 2)'])
    """
    if not isinstance(value, np.ndarray):
        return [f"{'':{MARGIN}}{value}"]
    lines = _blocks(value) if 0 < value.ndim <= _PICTURE and value.size else []
    if lines and len(lines) <= _MAX_ROWS + 1 and max(map(display_width, lines)) <= width:
        return lines
    return [" " * MARGIN + _("array of shape {shape}").format(shape=value.shape)]


def labelled(parts: list[tuple[str, list[str]]]) -> list[str]:
    """Write blocks of lines below each other, each behind its label.

    Example:
        >>> labelled([("x", ["  1", "  2"]), ("result", ["  3"])])
        ['x         1', '          2', 'result    3']
    """
    column = max(display_width(label) for label, _lines in parts) + _AFTER_LABEL
    return [
        (ljust("" if at else label, column) + line).rstrip()
        for label, lines in parts
        for at, line in enumerate(lines)
    ]


def _blocks(array: np.ndarray) -> list[str]:
    """Write what belongs to each last index side by side, headed by it if there are several."""
    if array.ndim < _PICTURE:
        return _rows(np.atleast_2d(array))
    parts = [_rows(array[:, :, at]) for at in range(array.shape[2])]
    if len(parts) == 1:
        return parts[0]
    # Whether these are channels, nobody knows who has not written the exercise.
    names = [f"[:, :, {at}]" for at in range(len(parts))]
    blocks = [[" " * MARGIN + name, *rows] for name, rows in zip(names, parts, strict=True)]
    widths = [max(map(display_width, block)) + _GAP for block in blocks]
    return side_by_side(blocks, [0, *itertools.accumulate(widths[:-1])])


def _rows(rows: np.ndarray) -> list[str]:
    texts = [[number(cell) for cell in row] for row in rows.tolist()]
    width = max(len(text) for row in texts for text in row)
    return [" " * MARGIN + "  ".join(text.rjust(width) for text in row) for row in texts]
