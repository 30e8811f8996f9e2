"""Texts and values on one line, safe to print whatever a student has put into them."""

from __future__ import annotations

from grader.language import _
from grader.model import ArrayValue, MappingValue, OpaqueValue, SequenceValue, Value
from grader.width import clip, display_width

__all__ = ["cut", "plain", "two_values", "value_text", "without_command"]

_MAX_TEXT = 240
_MAX_ITEMS = 20
#: Numbers that take no more characters are written as they are.
_SHORT = 8


def plain(text: str, limit: int = _MAX_TEXT) -> str:
    r"""Make a student's text safe to print: control and direction characters escaped, cut.

    Example:
        >>> print(plain("red\x1b[31m"))
        red\x1b[31m
    """
    if len(text) > limit:
        more = _("({count} more)").format(count=len(text) - limit)
        text = f"{text[:limit]}... {more}"
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def cut(text: str, room: int) -> str:
    """Make a student's line safe to print and not wider than ``room`` columns."""
    safe = plain(text)
    return safe if display_width(safe) <= room else f"{clip(safe, room - 3)}..."


def without_command(line: str) -> str:
    """Break what a CI log would take for a command: student text may begin a line."""
    for opening in ("::", "##["):
        if line.lstrip().startswith(opening):
            return line.replace(opening, f"{opening[0]} {opening[1:]}", 1)
    return line


def two_values(one: Value, other: Value) -> tuple[str, str]:
    """Write two values on a line each, numbers as short as the two can be told apart.

    Example:
        >>> two_values(16.11809565095832, 6.0), two_values(0.1, 0.1 + 1e-9)
        (('16.1181', '6.0'), ('0.1', '0.100000001'))
    """
    short = value_text(one, is_short=True), value_text(other, is_short=True)
    return short if short[0] != short[1] else (value_text(one), value_text(other))


def value_text(value: Value, *, is_short: bool = False) -> str:
    """Write a value on one line; if it is to be short, numbers with six digits at most."""
    if isinstance(value, ArrayValue):
        return plain(_array_text(value, is_short=is_short))
    if isinstance(value, MappingValue):
        few_pairs = value.items[:_MAX_ITEMS]
        pairs = (f"{plain(repr(k))}: {value_text(one, is_short=is_short)}" for k, one in few_pairs)
        return f"{{{', '.join(pairs)}{_more(value.items)}}}"
    if isinstance(value, SequenceValue):
        texts = [value_text(one, is_short=is_short) for one in value.items[:_MAX_ITEMS]]
        inside = ", ".join(texts) + _more(value.items)
        if value.type == "list":
            return f"[{inside}]"
        return f"({inside},)" if len(value.items) == 1 else f"({inside})"
    if isinstance(value, OpaqueValue):
        # What JSON has no number for: its text says enough.
        kind = "" if value.type == "float" else value.type
        return plain(f"{kind} {value.text}".strip())
    if isinstance(value, float) and is_short:
        return _short(value)
    return plain(repr(value))


def _array_text(value: ArrayValue, *, is_short: bool) -> str:
    is_whole = "int" in value.dtype
    if not value.shape and value.cells:
        cell = value.cells[0]
        if is_whole or isinstance(cell, str):
            return _cell(cell, is_whole=is_whole)
        return _short(cell) if is_short else repr(cell)
    cells = ", ".join(_cell(cell, is_whole=is_whole) for cell in value.cells)
    few = f": {cells}" if 0 < len(value.cells) <= 12 else ""  # noqa: PLR2004  (fits a line)
    return _("array of shape {shape}").format(shape=value.shape) + few


def _short(number: float) -> str:
    """Write a number with six digits at most; a whole one keeps its point."""
    return repr(number) if len(repr(number)) <= _SHORT else f"{number:.6g}"


def _cell(cell: float | str, *, is_whole: bool) -> str:
    if isinstance(cell, str):
        return cell
    return str(int(cell)) if is_whole else f"{cell:g}"


def _more(items: tuple[object, ...]) -> str:
    """Say that there are more items than are written."""
    return ", ..." if len(items) > _MAX_ITEMS else ""
