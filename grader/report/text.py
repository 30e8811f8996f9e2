"""Texts and values on one line, safe to print whatever a student has put into them."""

from __future__ import annotations

from grader.language import _
from grader.model import ArrayValue, MappingValue, OpaqueValue, SequenceValue, Value
from grader.width import clip, display_width

__all__ = ["cut", "plain", "value_text", "without_command"]

_MAX_TEXT = 240
_MAX_ITEMS = 20


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


def value_text(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, ArrayValue):
        if not value.shape and value.cells:
            cell = value.cells[0]
            if isinstance(cell, float) and "int" in value.dtype:
                return str(int(cell))
            return plain(repr(cell) if isinstance(cell, float) else cell)
        cells = ", ".join(_cell(cell, is_whole="int" in value.dtype) for cell in value.cells)
        few = f": {cells}" if 0 < len(value.cells) <= 12 else ""  # noqa: PLR2004  (fits a line)
        return plain(_("array of shape {shape}").format(shape=value.shape) + few)
    if isinstance(value, MappingValue):
        pairs = (f"{plain(repr(key))}: {value_text(one)}" for key, one in value.items[:_MAX_ITEMS])
        return f"{{{', '.join(pairs)}{_more(value.items)}}}"
    if isinstance(value, SequenceValue):
        inside = ", ".join(map(value_text, value.items[:_MAX_ITEMS])) + _more(value.items)
        if value.type == "list":
            return f"[{inside}]"
        return f"({inside},)" if len(value.items) == 1 else f"({inside})"
    if isinstance(value, OpaqueValue):
        return plain(f"{value.type} {value.text}".strip())
    return plain(repr(value))


def _cell(cell: float | str, *, is_whole: bool) -> str:
    if isinstance(cell, str):
        return cell
    return str(int(cell)) if is_whole else f"{cell:g}"


def _more(items: tuple[object, ...]) -> str:
    """Say that there are more items than are written."""
    return ", ..." if len(items) > _MAX_ITEMS else ""
