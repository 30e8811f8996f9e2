"""Values as a report keeps them: numbers and texts, for readers without numpy."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["ArrayValue", "MappingValue", "OpaqueValue", "SequenceValue", "Value"]


class ArrayValue(msgspec.Struct, frozen=True, tag_field="kind", tag="array"):
    """An array, or a NumPy scalar where ``shape`` is empty.

    Attributes:
        shape: Its shape.
        dtype: The name of its dtype.
        cells: Its elements in C order; what JSON has no number for is a text
            (``"nan"``, ``"inf"``, ``"1+2j"``). Empty when there are too many.
    """

    shape: tuple[int, ...]
    dtype: str
    cells: tuple[float | str, ...]


class MappingValue(msgspec.Struct, frozen=True, tag_field="kind", tag="mapping"):
    """A dict whose keys are texts.

    Attributes:
        items: Its keys with their values, in order.
    """

    items: tuple[tuple[str, Value], ...]


class OpaqueValue(msgspec.Struct, frozen=True, tag_field="kind", tag="other"):
    """A value that is neither a number, a text, a tuple, a dict nor a plain array.

    Attributes:
        type: The name of its type.
        text: A few words about it, may be empty.
    """

    type: str
    text: str


class SequenceValue(msgspec.Struct, frozen=True, tag_field="kind", tag="sequence"):
    """A tuple or a list.

    Attributes:
        type: ``tuple`` or ``list``.
        items: What is in it.
    """

    type: Literal["tuple", "list"]
    items: tuple[Value, ...]


Value = ArrayValue | MappingValue | OpaqueValue | SequenceValue | bool | int | float | str | None
