"""Values as a report keeps them, and calls as a student can paste them into Python."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import numpy as np

from grader.model import ArrayValue, OpaqueValue, SequenceValue, Value
from grader.worker.wire import Opaque

__all__ = ["call_text", "shown"]

#: Arrays of more elements are kept by shape and dtype alone.
MAX_CELLS = 4_096
_MAX_TEXT = 500
_WIDTH = 72


def shown(value: Any) -> Value:
    """Turn a value into what a report can hold.

    Example:
        >>> shown(np.float32(1.5))
        ArrayValue(shape=(), dtype='float32', cells=(1.5,))
        >>> shown((2, "same"))
        SequenceValue(type='tuple', items=(2, 'same'))
    """
    if isinstance(value, np.ndarray) and not value.ndim:
        return OpaqueValue("array", f"({value.item()!r})"[:_MAX_TEXT])
    if isinstance(value, (np.ndarray, np.generic)):
        cells = np.asarray(value).reshape(-1).tolist() if value.size <= MAX_CELLS else []
        return ArrayValue(value.shape, str(value.dtype), tuple(_cell(cell) for cell in cells))
    if isinstance(value, Opaque):
        shape = "" if value.shape is None else f"shape {value.shape}, dtype "
        return OpaqueValue(value.type_name, f"{shape}{value.text}")
    if isinstance(value, (tuple, list)):
        kind: Any = "tuple" if isinstance(value, tuple) else "list"
        return SequenceValue(kind, tuple(shown(item) for item in value[:MAX_CELLS]))
    if isinstance(value, float) and not math.isfinite(value):
        return OpaqueValue("float", str(value))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return OpaqueValue("int", str(value)[:_MAX_TEXT])
    if value is None or isinstance(value, (bool, int, float, str)):
        return value[:_MAX_TEXT] if isinstance(value, str) else value
    return OpaqueValue(type(value).__name__, "")


def _cell(cell: Any) -> float | str:
    if isinstance(cell, complex):
        return str(cell).strip("()")
    number = float(cell)
    return number if math.isfinite(number) else str(number)


def call_text(name: str, arguments: dict[str, Any]) -> str:
    """Write a call in Python, arrays on lines of their own; runs after ``import numpy as np``.

    Example:
        >>> print(call_text("conv1d", {"x": np.array([1.0, 2.0]), "w": np.ones(1), "b": 0.5}))
        x = np.array([1., 2.])
        w = np.ones(1)
        conv1d(x, w, b=0.5)
    """
    lines = [
        _wrapped(f"{parameter} = {_array_text(value)}")
        for parameter, value in arguments.items()
        if isinstance(value, np.ndarray)
    ]
    inline: list[str] = []
    for parameter, value in arguments.items():
        text = parameter if isinstance(value, np.ndarray) else _literal(value)
        # Arrays go by position, as long as nothing before them went by name.
        by_position = text == parameter and not any("=" in other for other in inline)
        inline.append(text if by_position else f"{parameter}={text}")
    lines.append(_wrapped(f"{name}({', '.join(inline)})"))
    return "\n".join(lines)


def _literal(value: Any) -> str:
    # Python's own quotes are single; the course, like most code, writes double ones.
    return f'"{value}"' if isinstance(value, str) and value.isalnum() else repr(value)


def _wrapped(line: str) -> str:
    """Break a long line after commas, indented under the opening bracket."""
    indent = " " * (line.index("(") + 1)
    return textwrap.fill(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _array_text(value: np.ndarray) -> str:
    dtype = "" if value.dtype == np.float64 else f", np.{value.dtype}"
    size: Any = value.shape[0] if value.ndim == 1 else value.shape
    if value.size and (value == value.flat[0]).all():
        fill = value.flat[0].item()
        for number, function in ((0.0, "zeros"), (1.0, "ones")):
            if fill == number:
                return f"np.{function}({size}{dtype})"
        return f"np.full({size}, {_number(fill)}{dtype})"
    numbers = ", ".join(_number(number) for number in value.reshape(-1).tolist())
    reshape = "" if value.ndim == 1 else f".reshape({', '.join(map(str, value.shape))})"
    return f"np.array([{numbers}]{dtype}){reshape}"


def _number(number: float) -> str:
    """Write a float as short as it can be read back: ``2.`` rather than ``2.0``."""
    text = repr(number)
    return text.removesuffix("0") if text.endswith(".0") else text
