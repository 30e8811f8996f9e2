"""One channel as a block of text: the numbers, brackets around the window, the kernel below.

[ 1  2 ] 0
[ 0  1 ] 3
  .  .   .
  1  0
  0  2
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from grader.explain.picture_text import number
from grader.trace import Plane
from grader.width import ljust

__all__ = ["MARGIN", "PADDING", "Block", "block", "side_by_side"]

#: What stands for a number of the padding that nobody chose.
PADDING: Final = "."
#: How far the numbers stand from the left edge: there is a bracket, or nothing.
MARGIN: Final = 2
#: Fills of which a point says all: zeros, and what can never be the largest or smallest.
_USUAL: Final = {"0", "-inf", "inf", "nan"}
_DOTS: Final = "..."

Cells = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Block:
    """A drawn plane.

    Attributes:
        picture: Its lines, with brackets around the window.
        kernel: The lines of what lies on the window, each number below the ones it meets.
    """

    picture: tuple[str, ...]
    kernel: tuple[str, ...]

    @property
    def width(self) -> int:
        """Return the columns that are needed."""
        return max(map(len, (*self.picture, *self.kernel)))

    @property
    def has_padding(self) -> bool:
        """Tell whether there are points, which have to be explained."""
        return any(PADDING in line.split() for line in self.picture)


def block(plane: Plane, digits: int = 6, *, fill: bool = False, near: bool = False) -> Block | None:
    r"""Draw a plane; ``None`` if the window does not lie on it, or twice on the same place.

    * ``fill`` shows what the padding was filled with, where that is unusual.
    * ``near`` leaves out what is farther from the window than one place.

    Example:
        >>> row = ((1.0, 2.0, 0.0),), ((False, False, True),)
        >>> drawn = block(Plane(*row, (0,), (1, 2), ((3.0, 4.0),)))
        >>> print(*drawn.picture, *drawn.kernel, sep="\n")
          1 [ 2  . ]
              3  4
    """
    if not _is_sound(plane):
        return None
    rows, cut_rows = _shown(len(plane.values), plane.rows, near=near)
    shown, cut_columns = _shown(len(plane.values[0]), plane.columns, near=near)
    cells = {
        (r, c): _DOTS if c in cut_columns else _cell(plane, r, c, digits, fill=fill)
        for r in rows
        for c in shown
        if r not in cut_rows
    }
    weights = {
        (r, c): number(weight, digits)
        for r, row in zip(plane.rows, plane.weights, strict=False)
        for c, weight in zip(plane.columns, row, strict=True)
    }
    texts = [*cells.items(), *weights.items()]
    widths = {c: max(len(text) for (_, column), text in texts if column == c) for c in shown}
    marked = set(plane.columns)
    picture = [
        " " * MARGIN + _DOTS
        if r in cut_rows
        else _line(cells, r, widths, marked, brackets=r in plane.rows)
        for r in rows
    ]
    laid = plane.rows if plane.weights else ()
    kernel = [_line(weights, r, widths, marked, brackets=False) for r in laid]
    return Block(tuple(picture), tuple(kernel))


def side_by_side(blocks: Iterable[Sequence[str]], offsets: Sequence[int]) -> list[str]:
    """Set blocks of lines side by side, each at its column.

    Example:
        >>> side_by_side([("a", "b"), ("c",)], [0, 3])
        ['a  c', 'b']
    """
    lines = []
    for parts in itertools.zip_longest(*blocks, fillvalue=""):
        line = ""
        for offset, part in zip(offsets, parts, strict=True):
            line = ljust(line, offset) + part
        lines.append(line.rstrip())
    return lines


def _is_sound(plane: Plane) -> bool:
    """Tell whether all the parts of a plane have the sizes that belong together."""
    height, width = len(plane.values), len(plane.values[0]) if plane.values else 0
    window = (len(plane.rows), len(plane.columns))
    every = (*plane.values, *plane.outside)
    return (
        min(height, width, *window) > 0
        and len(plane.outside) == height
        and all(len(row) == width for row in every)
        and set(plane.rows) <= set(range(height))
        and set(plane.columns) <= set(range(width))
        and (len(set(plane.rows)), len(set(plane.columns))) == window
        and len(plane.weights) in {0, window[0]}
        and all(len(row) == window[1] for row in plane.weights)
    )


def _shown(size: int, window: Sequence[int], *, near: bool) -> tuple[range, set[int]]:
    """Return which rows or columns are drawn, and which of them as dots for all beyond."""
    if not near:
        return range(size), set()
    far = 2
    first, last = max(0, min(window) - far), min(size - 1, max(window) + far)
    return range(first, last + 1), {min(window) - far, max(window) + far}


def _cell(plane: Plane, row: int, column: int, digits: int, *, fill: bool) -> str:
    text = number(plane.values[row][column], digits)
    is_usual = not fill or text in _USUAL
    return PADDING if plane.outside[row][column] and is_usual else text


def _line(
    cells: Cells, row: int, widths: dict[int, int], marked: Collection[int], *, brackets: bool
) -> str:
    """Write a row: brackets around each run of marked columns, or spaces of the same width."""
    line = ""
    for column, width in widths.items():
        gap = _gap(column, marked, brackets=brackets)
        line += gap if line else gap[-MARGIN:]
        line += f"{cells.get((row, column), ''):>{width}}"
    last = max(widths)
    return (line + (" ]" if brackets and last in marked else "")).rstrip()


def _gap(column: int, marked: Collection[int], *, brackets: bool) -> str:
    """Return what stands before a column."""
    opens = column in marked and column - 1 not in marked
    closes = column not in marked and column - 1 in marked
    if opens or closes:
        bracket = "[" if opens else "]"
        return f" {bracket} " if brackets else "   "
    return "  "
