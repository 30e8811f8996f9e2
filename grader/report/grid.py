"""Draws two arrays side by side, wrong cells marked without relying on colour."""

from __future__ import annotations

import itertools

from grader.language import _
from grader.model import ArrayValue
from grader.report.page import Style
from grader.width import display_width, ljust

__all__ = ["side_by_side"]

_MAX_ROWS = 10
_MAX_COLUMNS = 12
_MAX_SLICES = 3
_MAX_CELL = 14
_GAP = "     "


def side_by_side(
    yours: ArrayValue,
    right: ArrayValue,
    wrong: tuple[tuple[int, ...], ...],
    *,
    width: int,
    style: Style,
) -> list[str]:
    """Return lines that show both arrays, slice by slice along the last axis.

    Wrong cells stand between stars. Where there is no room for both, ``right``
    stands below ``yours``. Only slices with a wrong cell are shown, three at most.
    """
    lines: list[str] = []
    slices = _slices(yours, right, wrong)
    for index in slices[:_MAX_SLICES]:
        alone = index is None or (right.shape[2] == 1 and yours.shape[2] == 1)
        label = "" if alone else f"[:, :, {index}]"
        left = _grid(yours, index, frozenset(wrong), width, style)
        other = _grid(right, index, frozenset(), width, style)
        titles = [f"{whose} {label}".rstrip() for whose in (_("yours"), _("right"))]
        lines += _join((titles[0], left), (titles[1], other), width)
    if len(slices) > _MAX_SLICES:
        more = len(slices) - _MAX_SLICES
        lines.append(_("({count} more like these)").format(count=more))
    return lines


class _Row:
    """A line of cells: how it looks, and how wide it is without its colours."""

    def __init__(self, text: str, width: int | None = None) -> None:
        self.text = text
        self.width = display_width(text) if width is None else width


def _slices(
    yours: ArrayValue, right: ArrayValue, wrong: tuple[tuple[int, ...], ...]
) -> list[int | None]:
    if len(right.shape) != 3 or len(yours.shape) != 3:  # noqa: PLR2004  (rows, columns, channels)
        return [None]
    marked = sorted({index[2] for index in wrong})
    if marked:
        return list(marked)
    return list(range(max(yours.shape[2], right.shape[2])))


def _grid(
    value: ArrayValue,
    index: int | None,
    wrong: frozenset[tuple[int, ...]],
    width: int,
    style: Style,
) -> list[_Row]:
    """Draw one slice of an array of up to three axes."""
    shape = value.shape
    if len(shape) == 3 and index is not None:  # noqa: PLR2004
        if index >= shape[2]:
            return [_Row(_("(no such channel)"))]
        rows, columns = shape[:2]
        cells = {
            (r, c): (value.cells[(r * columns + c) * shape[2] + index], (r, c, index) in wrong)
            for r, c in itertools.product(range(rows), range(columns))
        }
    elif len(shape) == 2:  # noqa: PLR2004
        rows, columns = shape
        cells = {
            (r, c): (value.cells[r * columns + c], (r, c) in wrong)
            for r, c in itertools.product(range(rows), range(columns))
        }
    elif len(shape) <= 1:
        rows, columns = 1, len(value.cells)
        cells = {(0, c): (value.cells[c], ((c,) if shape else ()) in wrong) for c in range(columns)}
    else:
        return [_Row(_("shape {shape}").format(shape=shape))]
    return _draw(rows, columns, cells, width, style)


def _draw(
    rows: int,
    columns: int,
    cells: dict[tuple[int, int], tuple[float | str, bool]],
    width: int,
    style: Style,
) -> list[_Row]:
    if not cells:
        return [_Row(_("(empty)"))]
    texts = {place: _number(number) for place, (number, _) in cells.items()}
    cell_width = max(map(len, texts.values()))
    # A cell stands between two places for stars and a space; " ..." may follow the last.
    fitting = (width - len(" ...") + 1) // (cell_width + 3)
    shown_columns = max(1, min(columns, _MAX_COLUMNS, fitting))
    lines = []
    for r in range(min(rows, _MAX_ROWS)):
        parts = []
        for c in range(shown_columns):
            text = texts[r, c]
            padding = " " * (cell_width - len(text))
            is_wrong = cells[r, c][1]
            parts.append(style(f"{padding}*{text}*", "bad") if is_wrong else f"{padding} {text} ")
        more = " ..." if columns > shown_columns else ""
        size = shown_columns * (cell_width + 3) - 1 + len(more)
        lines.append(_Row(" ".join(parts) + more, size))
    if rows > _MAX_ROWS:
        lines.append(_Row(" ..."))
    return lines


def _join(left: tuple[str, list[_Row]], right: tuple[str, list[_Row]], width: int) -> list[str]:
    column = max(display_width(left[0]), *(row.width for row in left[1]))
    beside = max(display_width(right[0]), *(row.width for row in right[1]))
    needed = column + len(_GAP) + beside
    if needed > width:
        below = [left[0], *(row.text for row in left[1]), right[0]]
        return [*below, *(row.text for row in right[1])]
    lines = [f"{ljust(left[0], column)}{_GAP}{right[0]}"]
    empty = _Row("")
    for mine, theirs in itertools.zip_longest(left[1], right[1], fillvalue=empty):
        lines.append(f"{mine.text}{' ' * (column - mine.width)}{_GAP}{theirs.text}".rstrip())
    return lines


def _number(cell: float | str) -> str:
    text = cell if isinstance(cell, str) else format(cell or 0.0, ".6g")  # -0 is 0
    return text if len(text) <= _MAX_CELL else f"{text[: _MAX_CELL - 3]}..."
