"""Draws a table of rows, the student's first wrong one below the right one. Pure.

         name    size    count
      0  first   (2, 3)      6
right 1  second  (4, 5)     20
yours 1  second  (4, 5)      9    <-- wrong
      2  third   (20,)       0
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from grader.explain.picture_table import TablePage
from grader.explain.picture_text import EXACT, Answer, answer_text
from grader.explain.rows import cut, first_wrong, is_rows, printable, row_at, rows_of
from grader.explain.wording import plain
from grader.model import Picture
from grader.trace import Table

__all__ = ["draw_answer_rows", "draw_rows", "result_rows"]

#: What a student's float32 may be away from the number that a table leads to.
_FLOAT32: Final = 1e-5
#: So much is shown of an answer that is no rows.
_MAX_ANSWER: Final = 40


def draw_rows(
    right: Table,
    yours: Table | None,
    answer: Answer | None,
    columns: Sequence[str] = (),
    title: str = "",
) -> Picture | None:
    r"""Draw the rows that lead to the right answer, and where the student's go wrong.

    * ``yours`` are the rows of a misconception. They are drawn only if they lead to ``answer``.
    * ``answer`` is what the student's function returned; ``None`` where there is nothing.
    * ``columns`` are the headings, if there are as many as there are cells in a row.
    * ``title`` says which number of the output it is, where there are several.

    Returns ``None`` where there is no room, or nothing is wrong.

    Example:
        >>> right = Table((("first", "1"), ("second", "3")), (3.0,))
        >>> yours = Table((("first", "1"), ("second", "2")), (2.0,))
        >>> print(*draw_rows(right, yours, 2, ("step", "so far")).lines, sep="\n")
                 step    so far
              0  first        1
        right 1  second       3
        yours 1  second       2    <-- wrong
        right    3
        yours    2
    """
    if not _is_sound(right, right) or (answer is not None and _leads_to(right, answer)):
        return None
    is_own = yours is not None and _is_sound(yours, right) and _leads_to(yours, answer)
    own = yours.rows if yours is not None and is_own else None
    wrong = first_wrong(right.rows, own) if own else None
    return TablePage(right.rows, own, wrong, _results(right, answer), columns, title).drawn()


def draw_answer_rows(
    right: Any, value: Any, columns: Sequence[str] = (), at: int | None = None
) -> Picture | None:
    r"""Draw a right answer that is a list of rows, and the student's where it is one too.

    * ``at`` is the number of the student's first wrong row, where that is known: rows before
      it may look different, but are right up to rounding.

    Returns ``None`` where there is no room, or nothing is seen of what is wrong.

    Example:
        >>> right = [("first", (2, 3), 6), ("second", (6,), 0)]
        >>> print(*draw_answer_rows(right, right[:1]).lines, sep="\n")
              0  first   (2, 3)  6
        right 1  second  (6,)    0
        yours 1  (no such row)    <-- wrong
    """
    if not is_rows(value) or len(value[0]) != len(right[0]):
        text = cut(printable(plain(value)), _MAX_ANSWER)
        return TablePage(rows_of(right), None, None, ["", text], columns).drawn()
    for digits in (6, 9, EXACT):
        rows, own = rows_of(right, digits), rows_of(value, digits)
        first = first_wrong(rows, own) if at is None else at
        if first is not None and row_at(rows, first) != row_at(own, first):
            return TablePage(rows, own, first, [], columns).drawn()
    return None


def result_rows(right: Any, columns: Sequence[str] = ()) -> Picture | None:
    """Draw a right answer that is a list of rows, for who has given none."""
    return TablePage(rows_of(right), None, None, [""], columns).drawn()


def _is_sound(table: Table, like: Table) -> bool:
    """Tell whether all rows have as many cells as those of another table, one at least."""
    widths = {len(row) for row in (*table.rows, *like.rows[:1])}
    return bool(table.rows) and len(widths) == 1 and 0 not in widths


def _leads_to(table: Table, answer: Answer | None) -> bool:
    """Tell whether an answer is what the rows lead to, give or take a float32."""
    parts = tuple(answer) if isinstance(answer, (tuple, list)) else (answer,)
    try:
        mine = [float(part) for part in parts if part is not None]
    except (ValueError, OverflowError):
        return False
    pairs = zip(mine, table.answer, strict=False)
    is_near = all(math.isclose(*both, rel_tol=_FLOAT32, abs_tol=_FLOAT32**2) for both in pairs)
    return len(mine) == len(table.answer) and is_near


def _results(right: Table, answer: Answer | None) -> list[str]:
    """Write what rows lead to, and the student's answer, so that they look different."""
    parts = right.answer[0] if len(right.answer) == 1 else right.answer
    texts = [""]
    for digits in (6, 9, EXACT):
        texts = [answer_text(parts, digits) if right.answer else ""]
        if answer is None:
            return texts
        texts.append(answer_text(answer, digits))
        if texts[0] != texts[1]:
            break
    return texts
