"""The casebook: recorded calls with all that is needed to judge and to explain, in one file.

This module is the format: what the parts are called, and how they become bytes and values
again. What is looked up in it is in :mod:`grader.recorded`, how it is filled in
:mod:`grader.author.casebook_builder`.

The file is an ``.npz`` of a few long arrays, so that NumPy alone can look into it; it holds no
pickle. Answers are written as :mod:`grader.worker.wire` writes values, calls and traces as
msgpack. The archive's comment ends in a hash of everything before it: what was damaged is
refused as a whole.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from grader.about import About
from grader.language import N_, _
from grader.probe import Probe, Probed
from grader.trace import Axis, Drawable, Table, Trace
from grader.worker.wire import decode

__all__ = [
    "ARRAY",
    "ARRAYS",
    "LIST",
    "MAGIC",
    "NAME",
    "PROBED",
    "RIGHT",
    "Casebook",
    "CasebookError",
    "Drawn",
    "read_casebook",
]

#: The file's name, beside an assignment's stubs.
NAME: Final = "casebook.npz"
#: What the archive's comment begins with, then the version of the format; a hash comes after it.
_BRAND: Final = b"grader casebook "
MAGIC: Final = _BRAND + b"1 "
#: Stands for the right answer where the number of a misconception is asked.
RIGHT: Final = -1

#: How what msgpack does not know by itself is marked in a call: an array, a list (sequences are
#: tuples otherwise), and a right answer that others are as right as.
ARRAY: Final = 1
LIST: Final = 2
PROBED: Final = 3
#: The dtypes that the array of a call may have.
_DTYPES: Final = frozenset({"<f4", "<f8", "|u1", "<i8"})
#: Larger files, and arrays that are larger when unpacked, are not read, in bytes.
_MAX_FILE, _MAX_MEMBER = 8 * 2**20, 64 * 2**20
#: The arrays of the file, with their dtypes: values one after the other, and the bytes of each.
ARRAYS: Final = {
    "about": "|u1",
    **dict.fromkeys(("calls", "answers", "views", "traces"), "|u1"),
    **dict.fromkeys(("call_sizes", "answer_sizes", "view_sizes", "trace_sizes"), "<u4"),
    "answer_counts": "<u2",
    "which": "<u2",
    "trace_keys": "<i4",
}
#: What NumPy writes in front of a plain array of one axis: nothing else is understood.
_HEAD: Final = re.compile(
    rb"\x93NUMPY\x01\x00.."
    rb"\{'descr': '(?P<dtype>[<|]\w\d)', 'fortran_order': False, "
    rb"'shape': \((?P<count>\d{1,9}),\), \} *\n",
    re.DOTALL,
)
_DAMAGED: Final = N_("it is damaged or incomplete")


class CasebookError(Exception):
    """A casebook cannot be used; the message is the reason, as the end of a sentence."""


#: What reading damaged bytes ends in, whichever part of it.
_DAMAGES: Final = (
    *(ArithmeticError, EOFError, LookupError, NotImplementedError, RuntimeError, TypeError),
    *(ValueError, msgspec.MsgspecError, zipfile.BadZipFile, zlib.error),
)


@contextmanager
def _damage() -> Iterator[None]:
    """Tell what cannot be read in one way."""
    try:
        yield
    except _DAMAGES as error:
        raise CasebookError(_(_DAMAGED)) from error


class Drawn(msgspec.Struct, frozen=True):
    """A trace of any kind."""

    trace: Trace | None = None
    axis: Axis | None = None
    table: Table | None = None


class Casebook:
    """A casebook that was read; its parts are unpacked when they are asked for.

    Attributes:
        about: Everything that is text.

    Raises:
        CasebookError: in every method, where a part is not what it should be.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._unpacked: dict[str, np.ndarray] = {}
        self._ends: dict[str, list[int]] = {}
        self.about = msgspec.json.decode(self._array("about").tobytes(), type=About)

    @classmethod
    def of(cls, content: bytes) -> Casebook:
        """Return the casebook of these bytes."""
        mark = content[-len(MAGIC) - 64 : -64]
        if not (content.startswith(b"PK") and mark.startswith(_BRAND)) or len(content) > _MAX_FILE:
            raise CasebookError(_("it is not a casebook, or not a whole one"))
        if mark != MAGIC:
            raise CasebookError(_("it was written by another version of the grader"))
        if hashlib.sha256(content[:-64]).hexdigest().encode() != content[-64:]:
            raise CasebookError(_(_DAMAGED))
        with _damage():
            return cls(zipfile.ZipFile(io.BytesIO(content)))

    @_damage()
    def call(self, number: int) -> tuple[tuple[Any, ...], Any, Any]:
        """Return a call's arguments, its right answer, and the error that is allowed."""
        arguments, right, allowed = _CALLS.decode(self._part("call", number))
        return tuple(map(_plain, arguments)), _plain(right), _plain(allowed)

    @_damage()
    def answer(self, number: int, index: int) -> tuple[str, Any, float | None]:
        """Return one of the answers of misconceptions to a call; see :class:`Contents`."""
        first = int(self._first_answers[number])
        if not 0 <= index < int(self._array("answer_counts")[number]):
            raise CasebookError(_(_DAMAGED))
        kind, value, error = self._value("answer", first + index)
        return str(kind), _widened(value), error

    @_damage()
    def which(self, exercise: int) -> np.ndarray:
        """Return, for each way and pair of an exercise, the number of its answer on each call."""
        begin = 0
        for number, one in enumerate(self.about.exercises):
            rows = len(one.ways) + len(one.pairs)
            if number == exercise:
                part = self._array("which")[begin : begin + rows * one.calls]
                if part.size == rows * one.calls:
                    return part.reshape(rows, one.calls)
            begin += rows * one.calls
        raise CasebookError(_(_DAMAGED))

    @_damage()
    def view(self, number: int) -> tuple[tuple[bool | None, ...], tuple[Any, ...]]:
        """Return the answers of facets to a call, and the shapes that rules give."""
        facets, shapes = self._value("view", number)
        return facets, shapes

    @_damage()
    def trace(self, call: int, way: int, place: int) -> Drawable | None:
        """Return how a number comes about, where that is recorded."""
        number = self._trace_numbers.get((call, way, place))
        if number is None:
            return None
        drawn = msgspec.msgpack.decode(self._part("trace", number), type=Drawn)
        return drawn.trace or drawn.axis or drawn.table

    @cached_property
    def _first_answers(self) -> np.ndarray:
        counts = self._array("answer_counts").astype(np.int64)
        return np.cumsum(counts) - counts

    @cached_property
    def _trace_numbers(self) -> dict[tuple[int, int, int], int]:
        keys = self._array("trace_keys").reshape(-1, 3).tolist()
        return {(call, way, place): number for number, (call, way, place) in enumerate(keys)}

    def _value(self, kind: str, number: int) -> Any:
        return decode(self._part(kind, number))

    def _part(self, kind: str, number: int) -> bytes:
        if kind not in self._ends:
            sizes = self._array(f"{kind}_sizes").astype(np.int64)
            self._ends[kind] = [0, *np.cumsum(sizes).tolist()]
        begin, end = self._ends[kind][number : number + 2]
        return self._array(f"{kind}s")[begin:end].tobytes()

    def _array(self, name: str) -> np.ndarray:
        if name not in self._unpacked:
            self._unpacked[name] = _unpacked(self._archive, name)
        return self._unpacked[name]


def read_casebook(path: Path) -> Casebook:
    """Read a casebook.

    Raises:
        CasebookError: it cannot be read, or is damaged, or not a casebook of this version.
        FileNotFoundError: there is none.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_FILE + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CasebookError(str(error.strerror)) from error
    return Casebook.of(raw)


def _unpacked(archive: zipfile.ZipFile, name: str) -> np.ndarray:
    """Return one array; what its header says is not believed before it is checked."""
    info = archive.getinfo(f"{name}.npy")
    if info.file_size > _MAX_MEMBER:
        raise CasebookError(_(_DAMAGED))
    raw = archive.read(info)
    head = _HEAD.match(raw)
    if head is None or head["dtype"].decode() != ARRAYS[name]:
        raise CasebookError(_(_DAMAGED))
    dtype = np.dtype(ARRAYS[name])
    if len(raw) - head.end() != int(head["count"]) * dtype.itemsize:
        raise CasebookError(_(_DAMAGED))
    return np.frombuffer(raw, dtype, offset=head.end())


def _unpacked_part(code: int, data: memoryview) -> Any:
    """Return a part of a call; arrays are read-only: they are only ever sent and compared."""
    if code == LIST:
        return _List(map(_plain, _ITEMS.decode(data)))
    if code == PROBED:
        example, probes = _PROBED.decode(data)
        return Probed(example, tuple(Probe(*probe) for probe in probes))
    if code != ARRAY:
        raise CasebookError(_(_DAMAGED))
    dtype, shape, raw = _ARRAY.decode(data)
    if dtype not in _DTYPES:
        raise CasebookError(_(_DAMAGED))
    return np.frombuffer(raw, dtype).reshape(shape)


#: Calls are many, and all of them are read each time: msgpack is quicker than the wire's format.
_ARRAY: Final = msgspec.msgpack.Decoder(tuple[str, tuple[int, ...], bytes])
_CALLS: Final = msgspec.msgpack.Decoder(tuple[list[Any], Any, Any], ext_hook=_unpacked_part)
_ITEMS: Final = msgspec.msgpack.Decoder(list[Any], ext_hook=_unpacked_part)
_PROBED: Final = msgspec.msgpack.Decoder(
    tuple[Any, list[tuple[str, Any, bool, str]]], ext_hook=_unpacked_part
)


class _List(list[Any]):
    """A list that was one: until all of a call is read, plain ones stand for tuples."""


def _plain(value: Any) -> Any:
    """Return a value as functions take it: what is not marked as a list is a tuple."""
    if type(value) is list:
        return tuple(map(_plain, value))
    if type(value) is dict:
        return {key: _plain(one) for key, one in value.items()}
    return list(value) if type(value) is _List else value


def _widened(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    cells: np.ndarray = value["cells"].astype(np.float64) / value["scale"]
    return cells
