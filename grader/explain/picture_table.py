"""A table of rows in characters: which of them are drawn, and their labels. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from grader.drawing import Drawing, Rows, compared
from grader.explain.picture_text import WIDTH, wrong
from grader.explain.rows import Layout, Row, cut, row_at
from grader.language import _
from grader.model import Picture
from grader.width import display_width, ljust

__all__ = ["TablePage"]

#: More lines than this explain no more; so many of them are no rows.
_MAX_LINES: Final = 15
_OTHERS: Final = 5
#: Of more rows those are drawn that go before the wrong one, and one that comes after it.
_BEFORE: Final = 3
#: Where nothing is wrong, as many from the beginning, and from the end.
_FIRST: Final = 6
_LAST: Final = 3
#: So wide are cells at most; narrower ones where there is no room.
_WIDTHS: Final = (36, 24, 16, 10)
_AFTER_LABEL: Final = 2
_DOTS: Final = "..."
#: So many rows can be listened to, and so much of one.
_SPOKEN: Final = 4
_MAX_SAID: Final = 80


@dataclass(frozen=True)
class TablePage:
    """A table that is to be drawn.

    Attributes:
        right: All rows as they should be.
        own: The student's; ``None`` where nobody knows them.
        wrong: The number of the first of these that is wrong, if one is.
        results: What the rows lead to, right and yours; ``""`` for a right answer that is the
            rows themselves.
        columns: The headings.
        title: Which number of the output it is; empty where the rows are all about the answer.
    """

    right: Sequence[Row]
    own: Sequence[Row] | None
    wrong: int | None
    results: Sequence[str]
    columns: Sequence[str]
    title: str = ""

    def drawn(self) -> Picture | None:
        """Draw it; ``None`` where there is no room."""
        for most in _WIDTHS:
            lines = self.body(most)
            if lines is not None:
                return Picture(" ".join(self.sentences()), tuple(lines), self.drawing())
        return None

    @property
    def headings(self) -> Row:
        """The headings, if they are those of these rows."""
        return tuple(self.columns) if len(self.columns) == len(self.right[0]) else ()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rows that are drawn."""
        count = max(len(self.right), 0 if self.wrong is None else self.wrong + 1)
        if count <= _MAX_LINES - _OTHERS:
            return list(range(count))
        if self.wrong is None:
            return [*range(_FIRST), *range(count - _LAST, count)]
        return list(range(max(0, self.wrong - _BEFORE), min(count, self.wrong + 2)))

    @property
    def pair(self) -> tuple[Row, Row]:
        """The right row and the student's where they differ first."""
        if self.wrong is None or self.own is None:
            return (), ()
        return row_at(self.right, self.wrong), row_at(self.own, self.wrong)

    def body(self, most: int) -> list[str] | None:
        """Return the lines, with cells no wider than ``most``; ``None`` if that is too wide."""
        pairs = [_cut_all(row, most) for row in self.pair]
        if self.wrong is not None and pairs[0] == pairs[1]:
            return None
        shown = {number: _cut_all(row_at(self.right, number), most) for number in self.numbers}
        every = [row for row in (*shown.values(), pairs[1]) if row]
        headings = _cut_all(self.headings, most)
        layout = Layout(every, headings)
        lines = [("", layout.written(headings))] if headings else []
        for number in self.numbers:
            lines += self._dots(number)
            is_wrong = number == self.wrong
            label = _("right") if is_wrong else ""
            lines.append((self._label(label, number), layout.written(shown[number])))
            if is_wrong:
                text = layout.written(pairs[1]) + wrong()
                lines.append((self._label(_("yours"), number), text))
        lines += self._dots(None)
        return self._with_results(lines)

    def _dots(self, number: int | None) -> list[tuple[str, str]]:
        """Return a line for the rows that are left out before one, or before the end."""
        if number is None:
            last = self.numbers[-1]
            # What comes after a missing row is known, what after one too many is too many, too.
            rows = self.right if last < len(self.right) else self.own or ()
            return [("", _DOTS)] * (last + 1 < len(rows))
        return [("", _DOTS)] * (number > 0 and number - 1 not in self.numbers)

    @property
    def _is_single(self) -> bool:
        """Whether there is one row only, which needs no number."""
        return max(len(self.right), len(self.own or ())) == 1

    def _label(self, name: str, number: int) -> str:
        if self._is_single:
            return ljust(name, self._names)
        digits = len(str(self.numbers[-1]))
        return f"{ljust(name, self._names)} {number:>{digits}}"

    @property
    def _names(self) -> int:
        """How wide the widest name is."""
        return max(map(display_width, self._parties))

    @property
    def _parties(self) -> tuple[str, str]:
        return _("result") if len(self.results) == 1 else _("right"), _("yours")

    def _with_results(self, lines: list[tuple[str, str]]) -> list[str] | None:
        for at, (name, result) in enumerate(zip(self._parties, self.results, strict=False)):
            if result:
                mark = wrong() if at and self.wrong is None else ""
                lines.append((name, result + mark))
            else:  # The rows themselves are the result.
                lines[0] = (name + lines[0][0][display_width(name) :], lines[0][1])
        column = max(display_width(label) for label, _text in lines) + _AFTER_LABEL
        texts = [self.title] * bool(self.title)
        texts += [(ljust(label, column) + text).rstrip() for label, text in lines]
        return texts if max(map(display_width, texts)) <= WIDTH else None

    def sentences(self) -> Iterator[str]:
        """Yield the same in sentences."""
        if self.wrong is not None and not (self._is_single and any(self.results)):
            yield self._of_row(self.wrong, *self.pair)
        rows = [", ".join(row) for row in self.right[:_SPOKEN]]
        rows += [_DOTS] * (len(self.right) > _SPOKEN)
        right, *yours = [one or "; ".join(rows) for one in self.results] or [""]
        # After a sentence about a row, it has to be said what this one is about.
        where = self.title or (_("result") if self.wrong is not None else "")
        if right:
            yield compared(where, right, *yours)

    def _of_row(self, number: int, right: Row, yours: Row) -> str:
        where = _("row {number}").format(number=number)
        if len(right) == len(yours):
            differ = [at for at, cell in enumerate(right) if cell != yours[at]]
            if len(differ) == 1 and self.headings:
                (at,) = differ
                right, yours = (right[at],), (yours[at],)
                where = _("row {number}, {column}").format(number=number, column=self.headings[at])
        return compared(where, _said(right), _said(yours))

    def drawing(self) -> Drawing:
        """Return the same for pictures that are no characters."""
        most = _WIDTHS[0]
        right, *yours = [*self.results, *[""] * (not self.results and 2)]
        numbers = [number for number in self.numbers if number < len(self.right)]
        rows = tuple(_cut_all(self.right[number], most) for number in numbers)
        drawn = Rows(right, self.headings, len(self.right), tuple(numbers), rows)
        if not yours:
            return Drawing(self.title, "", "", drawn)
        own = Rows(yours[0])
        if self.wrong is not None:
            row = _cut_all(self.pair[1], most)
            own = Rows(yours[0], (), len(self.own or ()), (self.wrong,), (row,))
        return Drawing(self.title, "", "", drawn, own)


def _cut_all(row: Row, most: int) -> Row:
    return tuple(cut(cell, most) for cell in row)


def _said(row: Row) -> str:
    return cut(", ".join(row), _MAX_SAID) if row else _("(no such row)")
