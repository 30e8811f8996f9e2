"""How values travel between the judge and the student's process: typed, strict, never pickle.

A frame is a length of four bytes and a body; a body is one value. A value is a
tag of one byte and its content. Whatever does not follow the format to the last
byte is refused with :class:`WireError`, so that a hostile process can at most
claim to have returned a value. Both ends use this file, and it imports nothing
of ours. What travels: None, bool, int, float, str, tuple, list, dict with str keys,
NumPy arrays and scalars of plain dtypes. What cannot travel arrives as an :class:`Opaque`.

Example:
    >>> decode(encode((1, "same", np.zeros((2, 1)))))
    (1, 'same', array([[0.],
           [0.]]))
    >>> decode(encode(object)).type_name
    'type'
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["MAX_FRAME", "Opaque", "WireError", "decode", "encode", "frame", "name_of"]

#: The longest body that either end reads or writes, in bytes.
MAX_FRAME = 8 * 2**20
#: The largest array that travels, in bytes; an empty axis counts as one, as NumPy counts it.
MAX_ARRAY = MAX_FRAME // 2
#: Deeper nesting, more items in one tuple, list or dict, and more values in all do not travel.
MAX_DEPTH, MAX_ITEMS, MAX_VALUES = 8, 10_000, 100_000
#: Arrays of more axes are only named; NumPy itself has up to 64.
MAX_NDIM, _MAX_AXES = 16, 64
_MAX_INT_BYTES = 128
_MAX_TEXT = 2**20
#: Of a type's name or a dtype, in characters.
_MAX_NAME = 100
_DTYPES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
_CODE_OF = {np.dtype(name).str[1:]: code for code, name in enumerate(_DTYPES)}


class WireError(ValueError):
    """Bytes that are not a value of this format, or a value that is too large for it."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """Stands for a value that does not travel.

    Attributes:
        type_name: The name of its type.
        text: What can be said of it in a few words; for arrays, the dtype.
        shape: Its shape where it was an array, else ``None``.
    """

    type_name: str
    text: str
    shape: tuple[int, ...] | None


def frame(body: bytes) -> bytes:
    """Put the length in front of a body.

    Raises:
        WireError: the body is longer than ``MAX_FRAME``.
    """
    if len(body) > MAX_FRAME:
        raise WireError(f"a frame of {len(body)} bytes is over {MAX_FRAME}")
    return struct.pack("<I", len(body)) + body


def encode(value: object) -> bytes:
    """Write one value as bytes; what cannot travel is written as :class:`Opaque`.

    Raises:
        WireError: the value nests too deep or holds too many items.
    """
    out = _Body()
    _write(out, value, 0)
    return bytes(out)


def decode(body: bytes) -> Any:
    """Read one value; arrays are fresh, writable and C-contiguous.

    Raises:
        WireError: the bytes do not follow the format to the last one.
    """
    reader = _Reader(body)
    value = reader.value(0)
    if reader.at != len(body):
        raise WireError(f"{len(body) - reader.at} bytes too many")
    return value


class _Body(bytearray):
    """A body in the making, which counts its values."""

    values = 0


def _write(out: _Body, value: object, depth: int) -> None:
    out.values += 1
    if depth > MAX_DEPTH or out.values > MAX_VALUES:
        raise WireError(f"nested deeper than {MAX_DEPTH}, or more than {MAX_VALUES} values")
    # By the real type, never by isinstance(): an object may lie about its class.
    kind = type(value)
    if value is None:
        out += b"N"
    elif kind is bool:
        out += b"T" if value else b"F"
    elif kind is float:
        out += b"d" + struct.pack("<d", value)
    elif kind is np.ndarray or issubclass(kind, np.generic):
        _write_array(out, value, depth)
    elif issubclass(kind, int):
        _write_int(out, int.__index__(value), depth)  # type: ignore[arg-type]  # it is an int
    elif issubclass(kind, str):
        _write_text(out, str.__str__(value))
    else:
        _write_container(out, value, depth)


def _write_container(out: _Body, value: Any, depth: int) -> None:
    kind = type(value)
    if kind is Opaque:
        out += b"o"
        for part in (value.type_name, value.text, value.shape):
            _write(out, part, depth + 1)
    elif issubclass(kind, (tuple, list)):
        plain = tuple if issubclass(kind, tuple) else list
        _write_count(out, b"t" if plain is tuple else b"l", plain.__len__(value))
        for item in plain.__iter__(value):
            _write(out, item, depth + 1)
    elif issubclass(kind, dict) and all(type(key) is str for key in dict.keys(value)):
        _write_count(out, b"m", dict.__len__(value))
        for key, item in dict.items(value):
            _write_text(out, key)
            _write(out, item, depth + 1)
    else:
        _write(out, Opaque(name_of(kind), "", None), depth)


def name_of(kind: type) -> str:
    """Return a class's real name, which its metaclass cannot hide, cut to what travels."""
    name: str = type.__dict__["__name__"].__get__(kind)
    return name[:_MAX_NAME]


def _write_int(out: _Body, value: int, depth: int) -> None:
    size = value.bit_length() // 8 + 1
    if size > _MAX_INT_BYTES:
        _write(out, Opaque("int", "a number with hundreds of digits", None), depth)
    else:
        out += b"i" + bytes((size,)) + value.to_bytes(size, "little", signed=True)


def _write_text(out: _Body, value: str) -> None:
    raw = value[:_MAX_TEXT].encode("utf-8", "backslashreplace")
    if len(raw) > _MAX_TEXT:
        raw = raw[:_MAX_TEXT].decode("utf-8", "ignore").encode()
    out += b"s" + struct.pack("<I", len(raw)) + raw


def _write_count(out: _Body, tag: bytes, count: int) -> None:
    if count > MAX_ITEMS:
        raise WireError(f"{count} items are over {MAX_ITEMS}")
    out += tag + struct.pack("<I", count)


def _write_array(out: _Body, value: Any, depth: int) -> None:
    """Write an array or a scalar of a plain dtype; any layout, in C order."""
    dtype: np.dtype[Any] = value.dtype
    code = _CODE_OF.get(dtype.str[1:])
    too_large = value.ndim > MAX_NDIM or _extent(value.shape, dtype) > MAX_ARRAY
    if code is None or too_large:
        _write(out, Opaque(name_of(type(value)), str(dtype)[:_MAX_NAME], value.shape), depth)
        return
    out += (b"a" if type(value) is np.ndarray else b"g") + bytes((code, value.ndim))
    out += struct.pack(f"<{value.ndim}Q", *value.shape)
    out += value.astype(dtype.newbyteorder("<"), copy=False).tobytes()


def _extent(shape: tuple[int, ...], dtype: np.dtype[Any]) -> int:
    """Return an array's bytes, or what they would be if no axis were empty."""
    return math.prod(max(size, 1) for size in shape) * dtype.itemsize


class _Reader:
    """One pass over a body; every length is checked before anything is made of it."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.at = 0
        self.values = 0

    def take(self, count: int) -> bytes:
        if count > len(self.body) - self.at:
            raise WireError(f"{count} bytes asked, {len(self.body) - self.at} left")
        self.at += count
        return self.body[self.at - count : self.at]

    def value(self, depth: int) -> Any:
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            raise WireError(f"nested deeper than {MAX_DEPTH}, or more than {MAX_VALUES} values")
        tag = self.take(1)
        if tag in _CONSTANTS:
            return _CONSTANTS[tag]
        read = _READERS.get(tag)
        if read is None:
            raise WireError(f"unknown tag {tag!r}")
        return read(self, depth)

    def count(self) -> int:
        number = int.from_bytes(self.take(4), "little")
        if number > MAX_ITEMS:
            raise WireError(f"{number} items are over {MAX_ITEMS}")
        return number

    def integer(self, _depth: int) -> int:
        size = self.take(1)[0]
        if not 1 <= size <= _MAX_INT_BYTES:
            raise WireError(f"an int of {size} bytes")
        return int.from_bytes(self.take(size), "little", signed=True)

    def real(self, _depth: int) -> float:
        return float(struct.unpack("<d", self.take(8))[0])

    def text(self, _depth: int) -> str:
        size = int.from_bytes(self.take(4), "little")
        if size > _MAX_TEXT:
            raise WireError(f"a text of {size} bytes is over {_MAX_TEXT}")
        try:
            return self.take(size).decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError("a text that is not UTF-8") from error

    def items(self, depth: int) -> list[Any]:
        return [self.value(depth + 1) for _ in range(self.count())]

    def mapping(self, depth: int) -> dict[str, Any]:
        count = self.count()
        found = {self.key(): self.value(depth + 1) for _ in range(count)}
        if len(found) < count:
            raise WireError("a key that comes twice")
        return found

    def key(self) -> str:
        if self.take(1) == b"s":
            return self.text(0)
        raise WireError("a key that is not a text")

    def array(self, _depth: int) -> np.ndarray:
        code, ndim = self.take(2)
        if code >= len(_DTYPES) or ndim > MAX_NDIM:
            raise WireError(f"an array of dtype code {code} with {ndim} axes")
        shape = struct.unpack(f"<{ndim}Q", self.take(8 * ndim))
        dtype = np.dtype("<" + _DTYPES[code])
        # Empty ones too: (2**32, 2**32, 0) has no elements, but no array has that shape.
        if _extent(shape, dtype) > MAX_ARRAY:
            raise WireError(f"an array of shape {shape}")
        raw = self.take(math.prod(shape) * dtype.itemsize)
        if dtype.kind == "b" and raw.strip(b"\x00\x01"):
            raise WireError("a bool that is neither 0 nor 1")
        return np.frombuffer(raw, dtype).reshape(shape).copy()

    def scalar(self, depth: int) -> np.generic:
        value: Any = self.array(depth)
        if value.ndim:
            raise WireError(f"a scalar of shape {value.shape}")
        return value[()]  # type: ignore[no-any-return]  # indexing with () gives a scalar

    def opaque(self, depth: int) -> Opaque:
        type_name, text, shape = (self.value(depth + 1) for _ in range(3))
        fine = all(type(one) is str and len(one) <= _MAX_NAME for one in (type_name, text))
        if shape is not None:
            fine = fine and type(shape) is tuple and len(shape) <= _MAX_AXES
            fine = fine and all(type(size) is int and 0 <= size < 2**63 for size in shape)
        if not fine:
            raise WireError("an opaque value of the wrong form")
        return Opaque(type_name, text, shape)


_CONSTANTS: dict[bytes, bool | None] = {b"N": None, b"T": True, b"F": False}
_READERS: dict[bytes, Callable[[_Reader, int], Any]] = {
    b"i": _Reader.integer,
    b"d": _Reader.real,
    b"s": _Reader.text,
    b"t": lambda reader, depth: tuple(reader.items(depth)),
    b"l": _Reader.items,
    b"m": _Reader.mapping,
    b"a": _Reader.array,
    b"g": _Reader.scalar,
    b"o": _Reader.opaque,
}
