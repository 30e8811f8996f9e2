"""Two arrays side by side, wrong cells in a double frame with a cross. Pure."""

from __future__ import annotations

import itertools
import math
from typing import Final

from grader.language import _
from grader.model import ArrayValue, Counterexample
from grader.report.svg_parts import (
    PLAIN,
    ROOM,
    SMALL,
    Block,
    below,
    beside,
    cross,
    document,
    element,
    stroke_of,
    width_of,
    words,
)
from grader.report.svg_result import calculation, heading

__all__ = ["grids"]

_MAX_ROWS: Final = 10
_MAX_COLUMNS: Final = 12
_MAX_SLICES: Final = 3
_MAX_TOLD: Final = 6
_MAX_TEXT: Final = 14
_CELL: Final = 28
_AROUND: Final = 14
_DOTS: Final = "…"
_GAP: Final = 24
#: More columns than go into this are left out: they would become too small to be read.
_WIDEST: Final = 420

#: An index of an array.
Place = tuple[int, ...]


def grids(
    example: Counterexample, prefix: str = "arrays", *, alone: bool = False, scales: bool = False
) -> str:
    """Draw both arrays of a wrong call; nothing where they cannot be laid beside each other.

    As on the terminal: only slices with a wrong cell, three at most. The rest is as in
    :func:`grader.report.svg.draw`.
    """
    yours, right = example.yours, example.right
    if not isinstance(yours, ArrayValue) or not isinstance(right, ArrayValue):
        return ""
    if len(yours.shape) != len(right.shape) or not (_is_drawable(yours) and _is_drawable(right)):
        return ""
    wrong = frozenset(example.wrong)
    slices = _slices(yours, right, wrong)
    parts = [_slice(yours, right, wrong, index) for index in slices[:_MAX_SLICES]]
    if len(slices) > _MAX_SLICES:
        more = _("({count} more like these)").format(count=len(slices) - _MAX_SLICES)
        parts.append(Block(width_of(more, SMALL), 16, words(more, 0, 8, size=SMALL, sans=True)))
    title = _("yours and right, cell by cell")
    told = _told(yours, right, example.wrong)
    return document(below(parts, 14), prefix, title, told, alone=alone, scales=scales)


def _is_drawable(value: ArrayValue) -> bool:
    count = math.prod(value.shape)
    return 1 <= len(value.shape) <= 3 and 0 < count == len(value.cells)  # noqa: PLR2004


def _slices(yours: ArrayValue, right: ArrayValue, wrong: frozenset[Place]) -> list[int | None]:
    if len(right.shape) != 3:  # noqa: PLR2004  (rows, columns, channels)
        return [None]
    marked = sorted({index[2] for index in wrong if len(index) == 3})  # noqa: PLR2004
    return list(marked or range(max(yours.shape[2], right.shape[2])))


def _slice(
    yours: ArrayValue, right: ArrayValue, wrong: frozenset[Place], index: int | None
) -> Block:
    """Draw one slice of both, beside each other where there is room."""
    alone = index is None or (right.shape[2] == 1 and yours.shape[2] == 1)
    label = "" if alone else f" [:, :, {index}]"
    parts = []
    for name, value, marked in (
        (_("yours"), yours, wrong),
        (_("right"), right, frozenset[Place]()),
    ):
        head = [heading(f"{name}{label}")]
        if yours.shape != right.shape:
            shape = _("shape {shape}").format(shape=value.shape)
            head.append(calculation(shape, ROOM, is_wrong=value is yours))
        parts.append(below([*head, _grid(value, marked, index)], 3))
    both = beside(parts, _GAP)
    return both if both.width <= ROOM else below(parts, 8)


def _grid(value: ArrayValue, wrong: frozenset[Place], index: int | None) -> Block:
    if index is not None and index >= value.shape[2]:
        text = _("(no such channel)")
        return Block(width_of(text, SMALL), 18, words(text, 0, 9, size=SMALL, sans=True))
    size = (1, *value.shape)[-2:] if index is None else value.shape[:2]
    rows, columns = min(size[0], _MAX_ROWS), min(size[1], _MAX_COLUMNS)
    texts = {
        (r, c): _number(value.cells[_flat(value, _place(value, r, c, index))])
        for r, c in itertools.product(range(rows), range(columns))
    }
    width = max(_CELL, _AROUND + max(map(width_of, texts.values())))
    columns = max(1, min(columns, _WIDEST // width))
    svg, marks = "", ""
    for (r, c), text in texts.items():
        if c >= columns:
            continue
        left, top = 4 + c * width, 4 + r * _CELL
        box = {"x": left, "y": top, "width": width, "height": _CELL}
        is_wrong = _place(value, r, c, index) in wrong
        svg += element("rect", **box, **PLAIN)
        svg += words(
            text,
            left + width / 2,
            top + _CELL / 2,
            anchor="middle",
            weight=700 if is_wrong else None,
        )
        marks += _marked(left, top, width) if is_wrong else ""
    if size[1] > columns:
        svg += words(_DOTS, 4 + columns * width + 8, 4 + rows * _CELL / 2)
    if size[0] > rows:
        svg += words(_DOTS, 4 + columns * width / 2, 4 + rows * _CELL + 7, anchor="middle")
    more = (20 * (size[1] > columns), 14 * (size[0] > rows))
    # Marks come last: a neighbour's frame would lie on them.
    return Block(8 + columns * width + more[0], 8 + rows * _CELL + more[1], svg + marks)


def _marked(left: int, top: int, width: int) -> str:
    """Frame a wrong cell twice, with a cross in its corner."""
    outer = element(
        "rect", x=left, y=top, width=width, height=_CELL, stroke_width=2, **stroke_of("wrong")
    )
    inner = element(
        "rect",
        x=left + 3,
        y=top + 3,
        width=width - 6,
        height=_CELL - 6,
        stroke_width=1,
        **stroke_of("wrong"),
    )
    return outer + inner + cross(left + width - 6, top - 3, 9)


def _place(value: ArrayValue, row: int, column: int, index: int | None) -> Place:
    """Return the index of a drawn cell."""
    if index is not None:
        return (row, column, index)
    return (row, column) if len(value.shape) == 2 else (column,)  # noqa: PLR2004


def _flat(value: ArrayValue, place: Place) -> int:
    """Return where an element is in C order."""
    at = 0
    for size, step in zip(value.shape, place, strict=True):
        at = at * size + step
    return at


def _number(cell: float | str) -> str:
    text = cell if isinstance(cell, str) else format(cell or 0.0, ".6g")  # -0 is 0
    return text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 3]}..."


def _told(yours: ArrayValue, right: ArrayValue, wrong: tuple[Place, ...]) -> str:
    """Say which cells are wrong, the first few of them."""
    texts = []
    inside = [at for at in wrong if _is_inside(at, yours) and _is_inside(at, right)]
    for place in inside[:_MAX_TOLD]:
        text = _("{place}: {right} is right; yours is {yours}.")
        both = [_number(value.cells[_flat(value, place)]) for value in (right, yours)]
        texts.append(text.format(place=list(place), right=both[0], yours=both[1]))
    if len(wrong) > len(texts):
        texts.append(_("({count} more like these)").format(count=len(wrong) - len(texts)))
    return " ".join(texts)


def _is_inside(index: Place, value: ArrayValue) -> bool:
    within = zip(index, value.shape, strict=False)
    return len(index) == len(value.shape) and all(0 <= at < size for at, size in within)
