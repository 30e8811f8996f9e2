"""Makes plain Python of a notebook's cell: the lines that are for IPython are taken out. Pure.

Nothing is run, and IPython is not needed: Python has no line that begins with ``%``, ``!`` or
``?``, and none that ends in ``?``, except in the middle of a string or of brackets.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["Plain", "without_magics"]

#: Magics of a whole cell that run it as it is.
_TRANSPARENT: Final = frozenset({"capture", "time", "timeit"})
_CELL_MAGIC: Final = re.compile(r"%%(\S*)")
#: ``x = !ls`` and ``x = %pwd``: Python has nothing of the kind.
_ASSIGNED: Final = re.compile(r"[\w\s.,*\[\]()'\"]*=\s*[%!]")
_MARK: Final = re.compile(r"\\.|\"\"\"|'''|[\"'#?()\[\]{}]")


class Plain(NamedTuple):
    """A cell without magics.

    Attributes:
        text: Plain Python, with as many lines as before.
        magic: The magic that takes the whole cell for itself, such as ``bash``; then there is
            no text.
    """

    text: str
    magic: str = ""


class _State(NamedTuple):
    """What is still open at the end of a line."""

    quote: str = ""
    depth: int = 0
    is_joined: bool = False


def without_magics(text: str) -> Plain:
    r"""Return a cell's text with ``pass`` in the place of lines that are for IPython.

    Example:
        >>> without_magics("%matplotlib inline\nx = 7 \\\n%2\n").text
        'pass\nx = 7 \\\n%2\n'
        >>> without_magics("%%bash\nrm -r x")
        Plain(text='', magic='bash')
    """
    lines = text.split("\n")
    for index, line in enumerate(lines):
        magic = _CELL_MAGIC.match(line)
        if magic is not None and magic[1] not in _TRANSPARENT:
            return Plain("", magic[1][:20] or "?")
        if magic is None and line.strip():
            break
        lines[index] = ""
    state = _State()
    is_magic = False  # It goes on after a backslash.
    for index, line in enumerate(lines):
        if is_magic:
            lines[index] = ""
        elif state == _State():
            following, asks = _follow(line, state)
            is_magic = (
                asks or line.lstrip().startswith(("%", "!", "?")) or bool(_ASSIGNED.match(line))
            )
            if is_magic:
                lines[index] = line[: len(line) - len(line.lstrip())] + "pass"
            else:
                state = following
        else:
            state, _asks = _follow(line, state)
        is_magic = is_magic and line.endswith("\\")
    return Plain("\n".join(lines))


def _follow(line: str, state: _State) -> tuple[_State, bool]:
    """Return what is open after a line, and whether the line ends in a question mark."""
    quote, depth, _joined = state
    end, asked = len(line), -1
    for mark in _MARK.finditer(line):
        found = mark[0]
        if quote:
            # Three quotes in a string of one: its end, and an empty string beside it.
            if found == quote or (len(quote) == 1 and found == quote * 3):
                quote = ""
        elif found == "#":
            end = mark.start()
            break
        elif found == "?":
            asked = mark.start()
        elif found[0] in "\"'":
            quote = found
        elif found in "([{":
            depth += 1
        elif found in ")]}":
            depth = max(0, depth - 1)
    is_joined = end == len(line) and (len(line) - len(line.rstrip("\\"))) % 2 == 1
    asks = asked >= 0 and not quote and asked == len(line[:end].rstrip()) - 1
    if len(quote) == 1 and not is_joined:
        quote = ""  # It is not closed: Python will say so.
    return _State(quote, depth, is_joined), asks
