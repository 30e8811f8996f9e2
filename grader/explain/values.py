"""Values as a report keeps them, and calls as a student can paste them into Python."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.explain.literal import assigned, is_long, literal, wrapped
from grader.model import ArrayValue, MappingValue, OpaqueValue, SequenceValue, Value
from grader.worker.wire import Opaque

__all__ = ["call_text", "shown"]

#: Arrays of more elements are kept by shape and dtype alone.
MAX_CELLS = 4_096
_MAX_TEXT = 500


def shown(value: Any) -> Value:
    """Turn a value into what a report can hold.

    Example:
        >>> shown(np.float32(1.5))
        ArrayValue(shape=(), dtype='float32', cells=(1.5,))
        >>> shown((2, "same"))
        SequenceValue(type='tuple', items=(2, 'same'))
        >>> shown({"rate": 0.5})
        MappingValue(items=(('rate', 0.5),))
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
    if isinstance(value, dict):
        pairs = [*value.items()][:MAX_CELLS]
        return MappingValue(tuple((key[:_MAX_TEXT], shown(one)) for key, one in pairs))
    return _plain(value)


def _plain(value: Any) -> Value:
    """Keep what has no parts, or say what JSON has no place for."""
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
    """Write a call in Python, with all that is long on lines of its own before it.

    * It runs after ``import numpy as np``.

    Example:
        >>> print(call_text("conv1d", {"x": np.array([1.0, 2.0]), "w": np.ones(1), "b": 0.5}))
        x = np.array([1., 2.])
        w = np.ones(1)
        conv1d(x, w, b=0.5)
    """
    named = {parameter: value for parameter, value in arguments.items() if is_long(value)}
    lines = [assigned(parameter, value) for parameter, value in named.items()]
    inline: list[str] = []
    for parameter, value in arguments.items():
        text = parameter if parameter in named else literal(value)
        # Arrays go by position, as long as nothing before them went by name.
        by_position = text == parameter and not any("=" in other for other in inline)
        inline.append(text if by_position else f"{parameter}={text}")
    lines.append(wrapped(f"{name}({', '.join(inline)})"))
    return "\n".join(lines)
