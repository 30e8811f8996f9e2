"""Text measured in columns: a Korean character takes two on a terminal, an accent none. Pure.

``len`` and :mod:`textwrap` count characters, so they are of no use for what stands in columns.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

__all__ = ["clip", "display_width", "ljust", "wrap"]

_SPACES = re.compile(r"([ \t\n\r\f\v]+)")


def display_width(text: str) -> int:
    """Return how many columns a text takes.

    Example:
        >>> display_width("3x3 커널")
        8
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def ljust(text: str, width: int) -> str:
    """Fill a text up with spaces.

    Example:
        >>> ljust("정답", 5) + "|"
        '정답 |'
    """
    return text + " " * (width - display_width(text))


def clip(text: str, width: int) -> str:
    """Return as much of a text's beginning as there is room for.

    Example:
        >>> clip("합성곱", 5)
        '합성'
    """
    widths = itertools.accumulate(map(_columns, text))
    return text[: sum(used <= width for used in widths)]


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break a text at spaces, and within words that are longer than a line.

    * ``first`` and ``rest`` go before the first line and before all others.

    Example:
        >>> wrap("합성곱의 출력 크기", 8, rest="  ")
        ['합성곱의', '  출력', '  크기']
    """
    parts = [_blank(part) for part in _SPACES.split(text.expandtabs()) if part]
    parts.reverse()  # The next one is taken from the end.
    lines: list[str] = []
    while parts:
        indent = rest if lines else first
        if lines and parts[-1].isspace():
            parts.pop()
        line = _take_line(parts, max(1, width - display_width(indent)))
        if line:
            lines.append(indent + line)
    return lines


def _take_line(parts: list[str], room: int) -> str:
    """Take what fits on a line from the end of ``parts``."""
    line, left = "", room
    while parts and display_width(parts[-1]) <= left:
        left -= display_width(parts[-1])
        line += parts.pop()
    if parts and display_width(parts[-1]) > room:
        # At least one character, or there would be no end.
        piece = clip(parts[-1], left) or ("" if line else parts[-1][0])
        parts[-1] = parts[-1][len(piece) :]
        line += piece
        if not parts[-1]:
            parts.pop()
    return line.rstrip(" ")


def _blank(part: str) -> str:
    return " " * len(part) if _SPACES.fullmatch(part) else part


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    # Korean as macOS writes it in file names: a vowel and a final join the consonant before them.
    joins = "\u1160" <= char <= "\u11ff" or unicodedata.category(char) in {"Mn", "Me", "Cf"}
    return 0 if joins else 1
