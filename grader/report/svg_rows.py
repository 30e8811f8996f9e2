"""A table of rows: the student's first wrong one below the right one, in a double frame. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from grader.drawing import Rows, compared
from grader.language import _
from grader.report.svg_parts import (
    NOTHING,
    ROOM,
    SIZE,
    SMALL,
    Block,
    below,
    cross,
    element,
    short,
    stroke_of,
    tick,
    width_of,
    words,
)
from grader.report.svg_result import heading, named

__all__ = ["is_sound", "table", "told"]

#: More rows and columns than these are none of ours.
_MAX_ROWS: Final = 40
_MAX_COLUMNS: Final = 8
#: Numbers of rows have so many digits.
_LARGEST: Final = 99_999
_LINE: Final = 22
_GAP: Final = 12
_MARK: Final = 12
_DOTS: Final = "…"
#: So much of a cell is shown: less where there is no room.
_WIDTHS: Final = (36, 18, 12, 8)
#: A table that is wider becomes too small to be read.
_WIDEST: Final = 420
_NUMBER: Final = re.compile(r"-?\d[\d,]*\.?\d*(e[-+]?\d+)?|-?inf|nan")
#: So many rows can be listened to.
_SPOKEN: Final = 4

#: The cells of a row.
Cells = tuple[str, ...]


def is_sound(right: Rows, yours: Rows | None) -> bool:
    """Tell whether rows go together; stored ones may be forged."""
    if yours is not None:
        if not _counts(yours) or len(yours.numbers) > 1 or yours.columns:
            return False
        if not {len(row) for row in yours.rows} <= {0, _width(right)}:
            return False
    widths = {len(row) for row in right.rows}
    return (
        _counts(right)
        and len(widths) == 1
        and 0 < _width(right) <= _MAX_COLUMNS
        and len(right.columns) in {0, _width(right)}
    )


def _counts(one: Rows) -> bool:
    """Tell whether all rows have numbers, which get larger, and there are not too many."""
    ends = [-1, *one.numbers, _LARGEST + 1]
    return len(one.numbers) == len(one.rows) <= _MAX_ROWS and all(
        before < after for before, after in itertools.pairwise(ends)
    )


def _width(one: Rows) -> int:
    return len(one.rows[0]) if one.rows else 0


def table(right: Rows, yours: Rows | None) -> Block:
    """Draw the right rows, and the student's where it is another one."""
    for most, (size, room) in itertools.product(_WIDTHS, ((SIZE, ROOM), (SMALL, _WIDEST))):
        drawn = _Table(right, yours, most, size).block()
        if drawn.width <= room:
            break
    is_alone = yours is not None and not (yours.numbers or right.text)
    head = heading(_("right")) if is_alone else NOTHING
    return below([head, drawn, *_results(right, yours)], 8)


def _results(right: Rows, yours: Rows | None) -> list[Block]:
    """Write what the rows lead to, where that is anything else."""
    names = [_("result") if yours is None else _("right"), _("yours")]
    texts = [(one.text, one is yours) for one in (right, yours) if one is not None]
    rows = named(names, texts, ROOM)
    return [row for row, (text, _is_wrong) in zip(rows, texts, strict=True) if text]


class _Table:
    """A table at one size, its cells cut to a width."""

    def __init__(self, right: Rows, yours: Rows | None, most: int, size: int) -> None:
        self.size = size
        self.rows = [tuple(short(cell, most) for cell in row) for row in right.rows]
        self.total = right.total
        if yours is not None and yours.numbers and yours.numbers[0] >= right.total:
            self.total = yours.total  # Rows that are too many.
        self.numbers = list(right.numbers)
        self.wrong = yours.numbers[0] if yours is not None and yours.numbers else None
        self.own: Cells = ()
        if yours is not None and yours.rows:
            self.own = tuple(short(cell, most) for cell in yours.rows[0])
        every = [*self.rows, *[self.own] * bool(self.own)]
        cells = list(zip(*every, strict=True))
        self.ends = [all(map(_NUMBER.fullmatch, column)) for column in cells]
        # Headings are broken at their spaces: cells are often narrower.
        self.heads = [[short(word, most) for word in one.split()] for one in right.columns]
        self.heads = self.heads or [[] for _column in cells]
        self.widths = [
            max(width_of(text, size) for text in (*column, *head, ""))
            for column, head in zip(cells, self.heads, strict=True)
        ]

    def block(self) -> Block:
        """Return the table."""
        left = self._labels() + width_of("0" * len(str(max([0, *self.numbers]))), self.size) + 10
        parts = [self._headings(left)]
        numbers = sorted({*self.numbers, *([] if self.wrong is None else [self.wrong])})
        rows = dict(zip(self.numbers, self.rows, strict=True))
        for before, number in itertools.pairwise([-1, *numbers]):
            if number > before + 1:
                parts.append(self._dots(left))
            is_wrong = number == self.wrong
            name = _("right") if is_wrong else ""
            parts.append(self._row(name, number, rows.get(number, ()), left))
            if is_wrong:
                parts.append(self._row(_("yours"), number, self.own, left, is_wrong=True))
        if numbers[-1] + 1 < self.total:
            parts.append(self._dots(left))
        return below(parts, 0)

    def _labels(self) -> int:
        """Return how wide the column with the names is."""
        if self.wrong is None:
            return 0
        return max(width_of(name, self.size, bold=True) for name in (_("right"), _("yours"))) + 6

    def _places(self, left: int) -> list[int]:
        """Return where each column begins."""
        return list(itertools.accumulate((width + _GAP for width in self.widths), initial=left))

    def _headings(self, left: int) -> Block:
        count = max(map(len, self.heads))
        if not count:
            return NOTHING
        height, svg = self.size + 3, ""
        for lines, start, width, is_end in zip(
            self.heads, self._places(left), self.widths, self.ends, strict=False
        ):
            for at, line in enumerate(lines, count - len(lines)):
                middle = height * at + height / 2
                svg += self._cell(line, start, width, middle, is_end=is_end, is_head=True)
        width = self._places(left)[-1] - _GAP
        under = element(
            "path",
            d=f"M{left} {height * count + 2}H{width}",
            fill="none",
            stroke="currentColor",
            stroke_opacity=0.45,
        )
        return Block(width, height * count + 5, svg + under)

    def _cell(
        self,
        text: str,
        left: int,
        width: int,
        middle: float,
        *,
        is_end: bool,
        is_head: bool = False,
        is_bold: bool = False,
    ) -> str:
        return words(
            text,
            left + width if is_end else left,
            middle,
            size=self.size,
            anchor="end" if is_end else None,
            weight=700 if is_bold else None,
            sans=is_head,
        )

    def _row(
        self, name: str, number: int, row: Cells, left: int, *, is_wrong: bool = False
    ) -> Block:
        middle, svg = _LINE / 2, ""
        if name:
            svg += words(name, 0, middle, size=self.size, weight=700, sans=True)
        if max(self.total, 0 if self.wrong is None else self.wrong + 1) > 1:
            svg += words(str(number), left - 10, middle, size=self.size, anchor="end")
        *places, end = self._places(left)
        for text, start, width, is_end in zip(row, places, self.widths, self.ends, strict=False):
            svg += self._cell(text, start, width, middle, is_end=is_end, is_bold=bool(name))
        end -= _GAP
        if not row:
            text = _("(no such row)")
            svg += words(text, left, middle, size=self.size, sans=True)
            end = max(end, left + width_of(text, self.size))
        if not name:
            return Block(end, _LINE, svg)
        svg += _frame(left - 5, end + 5, "wrong" if is_wrong else "right", twice=is_wrong)
        mark = cross(end + 9, 5) if is_wrong else tick(end + 9, 5)
        return Block(end + 9 + _MARK, _LINE, svg + mark)

    def _dots(self, left: int) -> Block:
        return Block(left, 16, words(_DOTS, left, 6, size=self.size))


def _frame(left: int, right: int, kind: str, *, twice: bool) -> str:
    """Frame a row, a wrong one twice."""
    svg = ""
    for inset in (0, 3)[: 1 + twice]:
        svg += element(
            "rect",
            x=left + inset,
            y=1 + inset,
            width=right - left - 2 * inset,
            height=_LINE - 2 - 2 * inset,
            rx=3,
            stroke_width=1 if inset else 2,
            **stroke_of(kind),
        )
    return svg


def told(right: Rows, yours: Rows | None, title: str) -> str:
    """Say the same in a sentence or two; ``title`` says what the result is."""
    rows = [", ".join(row) for row in right.rows[:_SPOKEN]]
    rows += [_DOTS] * (right.total > _SPOKEN)
    text = right.text or "; ".join(rows)
    if yours is None:
        return compared(title, text)
    if not yours.numbers:
        return compared(title, text, yours.text)
    number = yours.numbers[0]
    both = [
        _said(dict(zip(one.numbers, one.rows, strict=True)).get(number, ()))
        for one in (right, yours)
    ]
    # A single row leads to its result, which says as much.
    is_told = max(right.total, yours.total) > 1 or not yours.text
    sentences = [compared(_("row {number}").format(number=number), *both)] if is_told else []
    if yours.text:
        sentences.append(compared(title or _("result"), text, yours.text))
    return " ".join(sentences)


def _said(row: Sequence[str]) -> str:
    return ", ".join(row) if row else _("(no such row)")
