"""Channels as grids: the padding hatched, the window framed, the weights in its cells. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from grader.drawing import DrawnPlane
from grader.language import _
from grader.report.svg_parts import (
    PLAIN,
    ROOM,
    SMALL,
    Block,
    below,
    element,
    flow,
    hatched,
    runs,
    short,
    stroke_of,
    width_of,
    words,
)

__all__ = ["MAX_PLANES", "has_padding", "is_sound", "picture", "shown"]

MAX_PLANES: Final = 8
#: More rows or columns are drawn near the window alone.
_MAX_ROWS, _MAX_COLUMNS = 11, 20
#: No window of ours is as large, nor are its cells as far apart.
_MAX_SPAN: Final = 24
_MAX_CELLS: Final = 10_000
_MAX_TEXT: Final = 24
_MAX_NAME: Final = 20
_CELL: Final = 28
#: A cell with a weight below its number.
_TALL: Final = 38
_AROUND: Final = 10
#: Room for the half of a frame that lies outside.
_EDGE: Final = 2
_DOTS: Final = "…"
_TIMES: Final = "\N{MULTIPLICATION SIGN}"
#: The left and upper edge, the width and the height.
Box: TypeAlias = tuple[int, int, int, int]
#: Fills of which a point says all: zeros, and what can never be the largest or smallest.
_USUAL: Final = {"0", "-inf", "inf", "nan"}


def is_sound(plane: DrawnPlane) -> bool:
    """Tell whether the parts of a plane belong together; a stored one may be forged."""
    height, width = len(plane.cells), len(plane.cells[0]) if plane.cells else 0
    rows, columns = plane.rows, plane.columns
    return (
        0 < height * width <= _MAX_CELLS
        and len(plane.outside) == height
        and all(len(row) == width for row in (*plane.cells, *plane.outside))
        and _are_places(rows, height)
        and _are_places(columns, width)
        and len(plane.weights) in {0, len(rows)}
        and all(len(row) == len(columns) for row in plane.weights)
    )


def _are_places(places: Sequence[int], size: int) -> bool:
    if not places or len(set(places)) < len(places):
        return False
    return min(places) >= 0 and max(places) < size and max(places) - min(places) < _MAX_SPAN


def shown(plane: DrawnPlane) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the cells: a point for padding, unless its number is a surprise."""
    return tuple(
        tuple("." if out and text in _USUAL else text for text, out in zip(*row, strict=True))
        for row in zip(plane.cells, plane.outside, strict=True)
    )


def has_padding(planes: Sequence[DrawnPlane]) -> bool:
    """Tell whether there is padding, which has to be explained."""
    return any(any(row) for plane in planes for row in plane.outside)


def picture(planes: Sequence[DrawnPlane], name: str, kernel: str, channels: int) -> Block:
    """Draw planes, headed by what they are called.

    * ``channels``: how many there should be; where there are others, nobody knows their numbers.
    """
    is_counted = len(planes) > 1 and len(planes) == channels
    heads = [
        _("channel {number}").format(number=at) if is_counted else "" for at in range(channels)
    ]
    drawn = [
        below([_label(head), _grid(plane)], 2)
        for head, plane in itertools.zip_longest(heads[: len(planes)], planes, fillvalue="")
        if isinstance(plane, DrawnPlane)
    ]
    own = short(name, _MAX_NAME)
    text = words(own, _EDGE, 8, weight=700)
    width = _EDGE + width_of(own)
    if any(plane.weights for plane in planes):
        laid = f"{_TIMES} {short(kernel, _MAX_NAME)}"
        # As in the cells: the number first and large, what it is multiplied by small.
        text += words(laid, width + 8, 8, size=SMALL)
        width += 8 + width_of(laid, SMALL)
    return below([Block(width, 16, text), flow(drawn, ROOM, 14)], 3)


def _label(text: str) -> Block:
    safe = short(text, _MAX_TEXT)
    if not safe:
        return Block(0, 0, "")
    return Block(width_of(safe, SMALL) + _EDGE, 15, words(safe, _EDGE, 7, size=SMALL, sans=True))


class _Sheet(NamedTuple):
    """Which rows and columns are drawn, ``None`` being dots for all beyond, and where.

    Each ends where the next one begins, so there is one number more.
    """

    rows: list[int | None]
    columns: list[int | None]
    tops: list[int]
    lefts: list[int]

    def boxes(self) -> Iterator[tuple[int | None, int | None, Box]]:
        """Yield each cell with its place."""
        down = zip(self.rows, itertools.pairwise(self.tops), strict=True)
        for (r, (top, low)), (c, (left, far)) in itertools.product(
            down, list(zip(self.columns, itertools.pairwise(self.lefts), strict=True))
        ):
            yield r, c, (left, top, far - left, low - top)

    def frames(self, plane: DrawnPlane) -> Iterator[Box]:
        """Yield where the window lies: one box, or more where it has gaps."""
        for (first, last), (left, right) in itertools.product(
            runs(plane.rows), runs(plane.columns)
        ):
            x, y = self.lefts[self.columns.index(left)], self.tops[self.rows.index(first)]
            far = self.lefts[self.columns.index(right) + 1]
            yield x, y, far - x, self.tops[self.rows.index(last) + 1] - y


def _near(size: int, window: Sequence[int], most: int) -> list[int | None]:
    """Return the rows or columns to draw: all, or those in the window and next to it."""
    if size <= most:
        return list(range(size))
    first, last = max(0, min(window) - 1), min(size - 1, max(window) + 1)
    before: list[int | None] = [None] * (first > 0)
    return [*before, *range(first, last + 1), *[None] * (last < size - 1)]


def _grid(plane: DrawnPlane) -> Block:
    texts = [[short(text, _MAX_TEXT) for text in row] for row in shown(plane)]
    weights = {
        (r, c): f"{_TIMES}{short(weight, _MAX_TEXT)}"
        for r, row in zip(plane.rows, plane.weights, strict=False)
        for c, weight in zip(plane.columns, row, strict=True)
    }
    sheet = _sheet(plane, texts, weights)
    colour = stroke_of("window")["stroke"]
    svg = "".join(_box(one, fill=colour, fill_opacity=0.12) for one in sheet.frames(plane))
    for r, c, box in sheet.boxes():
        if r is None or c is None:
            left, top, width, height = box
            svg += words(_DOTS, left + width / 2, top + height / 2, anchor="middle")
        else:
            svg += _cell(texts[r][c], weights.get((r, c), ""), box, outside=plane.outside[r][c])
    for one in sheet.frames(plane):
        svg += _box(one, stroke_width=3, rx=2, **stroke_of("window"))
    return Block(sheet.lefts[-1] + _EDGE, sheet.tops[-1] + _EDGE, svg)


def _sheet(
    plane: DrawnPlane, texts: Sequence[Sequence[str]], weights: Mapping[tuple[int, int], str]
) -> _Sheet:
    rows = _near(len(plane.cells), plane.rows, _MAX_ROWS)
    columns = _near(len(plane.cells[0]), plane.columns, _MAX_COLUMNS)
    size = _TALL if weights else _CELL
    widths = []
    for c in columns:
        least = size if c is not None else _CELL
        for r in rows:
            if r is not None and c is not None:
                laid = width_of(weights.get((r, c), ""), SMALL)
                least = max(least, width_of(texts[r][c]) + _AROUND, laid + _AROUND)
        widths.append(least)
    lefts = list(itertools.accumulate(widths, initial=_EDGE))
    tops = [_EDGE + at * size for at in range(len(rows) + 1)]
    return _Sheet(rows, columns, tops, lefts)


def _box(box: Box, **attributes: object) -> str:
    left, top, width, height = box
    return element("rect", x=left, y=top, width=width, height=height, **attributes)


def _cell(text: str, weight: str, box: Box, *, outside: bool) -> str:
    """Draw a cell: its frame, its number or a point, and below it the weight."""
    left, top, width, height = box
    svg = hatched(*box) if outside else _box(box, **PLAIN)
    middle = left + width / 2
    at = top + (height * 0.34 if weight else height / 2)
    if text == "." and outside:
        svg += element("circle", cx=f"{middle:g}", cy=f"{at:g}", r=2.5)
    else:
        svg += words(text, middle, at, anchor="middle")
    if weight:
        svg += words(weight, middle, top + height * 0.75, size=SMALL, anchor="middle")
    return svg
