"""Values and counts as they stand in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.evidence import Difference
from grader.language import _, ngettext
from grader.worker.wire import Opaque

__all__ = ["number", "plain", "two_numbers", "type_text", "wrong_cells"]


def plain(value: Any) -> str:
    """Write a value without NumPy's type names."""
    if isinstance(value, Opaque):
        return value.type_name
    if isinstance(value, (tuple, list)):
        items = ", ".join(plain(item) for item in value[:10])
        if isinstance(value, list):
            return f"[{items}]"
        return f"({items},)" if len(value) == 1 else f"({items})"
    if isinstance(value, np.generic):
        return str(value.item())
    if isinstance(value, str):
        return f'"{value}"'[:80]
    return repr(value)[:80]


def type_text(value: Any) -> str:
    """Name a value by its type, as something that stands in a sentence."""
    if value is None:
        return "None"
    kind = value.type_name if isinstance(value, Opaque) else type(value).__name__
    if isinstance(value, (bool, int, float, np.generic)):
        return _("{value}, a single {type}").format(value=plain(value), type=kind)
    if isinstance(value, np.ndarray):
        return _("an array of shape {shape}").format(shape=value.shape)
    text = _("an {type}") if kind[:1].lower() in "aeiou" else _("a {type}")
    return text.format(type=kind)


def two_numbers(mine: Any, right: Any) -> tuple[str, str]:
    """Write two numbers, or sequences of numbers, as short as they can be told apart.

    Example:
        >>> two_numbers(0.5, 2.0), two_numbers(1.0, 1.0000001)
        (('0.5', '2'), ('1.0', '1.0000001'))
    """
    short = number(mine), number(right)
    return (plain(mine), plain(right)) if short[0] == short[1] else short


def number(value: Any) -> str:
    """Write a number as short as six digits allow: 2.0 is 2, and -0.0 is 0."""
    if isinstance(value, (tuple, list)):
        items = ", ".join(map(number, value[:10]))
        return f"[{items}]" if isinstance(value, list) else f"({items})"
    value = value.item() if isinstance(value, np.generic) else value
    return format(value or 0.0, ".6g") if isinstance(value, float) else str(value)


def wrong_cells(found: Difference) -> str:
    """Say how many parts of an answer are wrong."""
    wrong = len(found.wrong)
    text = ngettext(
        "In this example {wrong} of {total} cells is wrong.",
        "In this example {wrong} of {total} cells are wrong.",
        wrong,
    )
    return text.format(wrong=wrong, total=found.total)
