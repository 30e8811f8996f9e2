"""Values written in Python, on as many lines as they need. Pure.

They run after ``import numpy as np``. Lines are broken inside brackets only, and never
inside a text.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

__all__ = ["assigned", "is_long", "literal", "wrapped"]

#: How long a line is, and a value that still goes into a call.
WIDTH: Final = 72
_SHORT: Final = 40
_INDENT: Final = " " * 4
#: So many sizes are never torn apart.
_MOST_SIZES: Final = 5
#: Stands for a space in a text, where no line may be broken; Python writes it as an escape.
_HELD: Final = "\ue000"


def literal(value: Any) -> str:
    """Write a value on one line; spaces that are to stay are marked, until it is wrapped.

    Example:
        >>> wrapped(literal(("same", None, {"rate": 0.5}, np.zeros(2))))
        '("same", None, {"rate": 0.5}, np.zeros(2))'
    """
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        # A key stays on the line on which its value begins.
        pairs = (f"{_text(key)}:{_HELD}{literal(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple):
        comma = "," if len(value) == 1 else ""
        # A pair or a shape is read as one.
        sizes = len(value) <= _MOST_SIZES and all(type(one) is int for one in value)
        space = _HELD if sizes else " "
        return f"({f',{space}'.join(map(literal, value))}{comma})"
    if isinstance(value, float) and not math.isfinite(value):
        return _number(value)
    return repr(value)


def is_long(value: Any) -> bool:
    """Say whether a value takes lines of its own, rather than a place in the call.

    Example:
        >>> is_long(np.zeros(1)), is_long([{"rate": 0.5}]), is_long((2, 3)), is_long([])
        (True, True, False, False)
    """
    if isinstance(value, (np.ndarray, dict)):
        return len(value) > 0 if isinstance(value, dict) else True
    if not isinstance(value, (list, tuple)):
        return False
    return any(map(is_long, value)) or len(literal(value)) > _SHORT


def assigned(name: str, value: Any) -> str:
    """Write an assignment: of what has parts that are long, or of many dicts, each on a line.

    Example:
        >>> print(assigned("layers", [{"size": 2, "name": "a b"}, {"size": 3}]))
        layers = [
            {"size": 2, "name": "a b"},
            {"size": 3},
        ]
    """
    # No line may end before the first bracket.
    return "\n".join(_lines(f"{name}{_HELD}={_HELD}", value, "", ""))


def wrapped(line: str, indent: str | None = None) -> str:
    """Break a long line at spaces, indented under its first bracket or by ``indent``."""
    under = " " * (line.index("(") + 1) if indent is None else indent
    text = textwrap.fill(
        line.lstrip(),
        WIDTH,
        initial_indent=line[: len(line) - len(line.lstrip())],
        subsequent_indent=under,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return text.replace(_HELD, " ")


def _lines(begin: str, value: Any, end: str, indent: str) -> Iterator[str]:
    """Yield the lines of a value, with what goes before and after it."""
    line = f"{indent}{begin}{literal(value)}{end}"
    parts = value if isinstance(value, (list, tuple)) else ()
    nested = [isinstance(part, (np.ndarray, dict, list, tuple)) for part in parts]
    is_list_of_dicts = len(parts) > 1 and all(isinstance(part, dict) for part in parts)
    if any(nested) and (len(line) > WIDTH or is_list_of_dicts):
        opening, closing = "[]" if isinstance(value, list) else "()"
        yield f"{indent}{begin}{opening}".replace(_HELD, " ")
        for part in parts:
            yield from _lines("", part, ",", indent + _INDENT)
        yield f"{indent}{closing}{end}"
    elif isinstance(value, np.ndarray):
        yield wrapped(line)
    else:
        yield wrapped(line, " " * (len(indent) + len(begin) + 1))


def _text(value: str) -> str:
    text = repr(value).replace(" ", _HELD)
    # Python's own quotes are single; the course, like most code, writes double ones.
    return f'"{text[1:-1]}"' if text.startswith("'") and '"' not in value else text


def _array(value: np.ndarray) -> str:
    dtype = "" if value.dtype == np.float64 else f", np.{value.dtype}"
    size: Any = value.shape[0] if value.ndim == 1 else value.shape
    if value.size and (value == value.flat[0]).all():
        fill = value.flat[0].item()
        for number, function in ((0, "zeros"), (1, "ones")):
            if fill == number:
                return f"np.{function}({size}{dtype})"
        return f"np.full({size}, {_number(fill)}{dtype})"
    numbers = ", ".join(map(_number, value.reshape(-1).tolist()))
    reshape = "" if value.ndim == 1 else f".reshape({', '.join(map(str, value.shape))})"
    return f"np.array([{numbers}]{dtype}){reshape}"


def _number(number: float) -> str:
    """Write a number as short as it can be read back: a float as ``2.`` rather than ``2.0``."""
    if not math.isfinite(number):
        return "np.nan" if math.isnan(number) else f"{'-' * (number < 0)}np.inf"
    text = repr(number)
    return text.removesuffix("0") if text.endswith(".0") else text
