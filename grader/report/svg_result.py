"""Results in frames, and the calculations that lead to them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from grader.language import _
from grader.report.svg_parts import (
    NOTHING,
    Block,
    below,
    beside,
    cross,
    element,
    shifted,
    short,
    stroke_of,
    tick,
    width_of,
    words,
)
from grader.report.text import plain

__all__ = ["calculation", "heading", "named"]

#: Where a calculation may be broken: before a plus, and behind a comma.
_BREAK: Final = re.compile(r" (?=\+ )|(?<=,) ")
_MAX_RESULT: Final = 30
_LINE: Final = 24
_BETWEEN: Final = 8
_MARK: Final = 12
#: How far the second frame is from the first.
_INSET: Final = 3


def heading(text: str) -> Block:
    """Write whose something is."""
    return Block(width_of(text, bold=True), 18, words(text, 0, 9, weight=700, sans=True))


def named(names: Sequence[str], results: Sequence[tuple[str, bool]], room: int) -> list[Block]:
    """Write each calculation, which may be wrong, behind the name of whose it is."""
    heads = [heading(name) for name in names]
    column = max(head.width for head in heads) + 10
    rows = []
    for head, (text, is_wrong) in zip(heads, results, strict=False):
        # The name is level with the first line, which is somewhat higher.
        lower = Block(column, _LINE, shifted(head, 0, (_LINE - head.height) // 2))
        written = calculation(text, room - column, is_wrong=is_wrong)
        rows.append(beside([lower, written], 0))
    return rows


def calculation(text: str, room: int, *, is_wrong: bool) -> Block:
    """Write a calculation on as many lines as it needs, its result in a frame with a mark."""
    safe = plain(text, 300)
    steps, equals, result = safe.rpartition(" = ")
    lines = [""]
    for piece in _BREAK.split(steps) if steps else []:
        for part in _parts(piece, room):
            longer = f"{lines[-1]} {part}" if lines[-1] else part
            if lines[-1] and width_of(longer) > room:
                lines.append(part)
            else:
                lines[-1] = longer
    *whole, last = [_text(line) for line in lines]
    ending = _result(short(result, _MAX_RESULT), bool(equals), is_wrong=is_wrong)
    if last.width + _BETWEEN + ending.width <= room:
        return below([*whole, beside([last, ending], _BETWEEN)], 0)
    return below([*whole, last, ending], 0)


def _parts(piece: str, room: int) -> list[str]:
    """Break what is longer than a line anywhere."""
    most = max(1, room // width_of("0"))
    return [piece[at : at + most] for at in range(0, len(piece), most)]


def _text(line: str) -> Block:
    return Block(width_of(line), _LINE, words(line, 0, _LINE / 2)) if line else NOTHING


def _result(text: str, equals: bool, *, is_wrong: bool) -> Block:  # noqa: FBT001
    """Frame a result: once and with a tick, or twice and with a cross and a word."""
    kind = "wrong" if is_wrong else "right"
    left = width_of("= ") if equals else 0
    inset = _INSET if is_wrong else 0
    width = width_of(text) + 12 + 2 * inset
    svg = words("=", 0, _LINE / 2) if equals else ""
    svg += _frame(left, 1, width, _LINE - 2, kind)
    if is_wrong:
        inner = (width - 2 * inset, _LINE - 2 - 2 * inset)
        svg += _frame(left + inset, 1 + inset, *inner, kind, thin=True)
    svg += words(text, left + 6 + inset, _LINE / 2, weight=700, fixed=bool(text))
    at = left + width + 6
    if not is_wrong:
        return Block(at + _MARK, _LINE, svg + tick(at, 6))
    word = _("wrong")
    svg += cross(at, 6) + words(word, at + _MARK + 5, _LINE / 2, weight=700, sans=True)
    return Block(at + _MARK + 5 + width_of(word, bold=True), _LINE, svg)


def _frame(x: int, y: int, width: int, height: int, kind: str, *, thin: bool = False) -> str:
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=3,
        stroke_width=1 if thin else 2,
        **stroke_of(kind),
    )
