"""Writes a casebook: the bytes that :mod:`grader.casebook` reads."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import numpy as np

from grader.about import About
from grader.casebook import ARRAY, ARRAYS, LIST, MAGIC, PROBED, Drawn
from grader.probe import Probed
from grader.trace import Drawable, Table, Trace
from grader.worker.wire import encode

__all__ = ["Contents", "narrowed", "write_casebook"]


@dataclass(frozen=True)
class Contents:
    """What is recorded of calls, each in the order of exercises and, there, of their size.

    Attributes:
        calls: Of each call the arguments, the right answer and the error that is allowed.
        answers: Of each call what misconceptions answer, every answer once; each is its kind
            (``returns``, ``raises``, ``undefined``), its value or the name of an exception, and
            the error that is allowed for it.
        which: For each exercise, and there for each of its ways and pairs, the number of its
            answer on every call.
        views: Of each call the answers of the exercise's facets, and the shapes of its rules.
        traces: From call, way (or :data:`RIGHT`) and place to how that number comes about; the
            place is a number in C order.
    """

    calls: list[tuple[tuple[Any, ...], Any, Any]]
    answers: list[Sequence[tuple[str, Any, float | None]]]
    which: list[np.ndarray]
    views: list[tuple[tuple[bool | None, ...], tuple[Any, ...]]]
    traces: dict[tuple[int, int, int], Drawable]


def write_casebook(about: About, contents: Contents) -> bytes:
    """Return the bytes of a casebook: the same ones for the same content."""
    arrays = {
        "about": _bytes(msgspec.json.encode(about, order="sorted")),
        "which": np.concatenate([one.ravel() for one in contents.which]),
        "answer_counts": np.array([len(one) for one in contents.answers]),
        "trace_keys": np.array(sorted(contents.traces), np.int32).ravel(),
    }
    answers = [
        encode((kind, narrowed(value), error))
        for of_call in contents.answers
        for kind, value, error in of_call
    ]
    drawn = [_drawn(contents.traces[key]) for key in sorted(contents.traces)]
    for name, parts in (
        ("call", [_packed(_marked(one)) for one in contents.calls]),
        ("answer", answers),
        ("view", [encode(one) for one in contents.views]),
        ("trace", drawn),
    ):
        arrays[f"{name}s"] = _bytes(b"".join(parts))
        arrays[f"{name}_sizes"] = np.array([len(part) for part in parts])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, dtype in ARRAYS.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, arrays[name].astype(dtype), allow_pickle=False)
            # A time of its own would make equal contents differ.
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue(), compress_type=8)
        archive.comment = MAGIC + b"0" * 64
    raw = out.getvalue()[:-64]
    return raw + hashlib.sha256(raw).hexdigest().encode()


def _packed(value: Any) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=_packed_array)


def _marked(value: Any) -> Any:
    """Mark what msgpack would not tell apart, or not know: tuples stay as they are."""
    if isinstance(value, Probed):
        probes = [(one.id, one.picture, one.silent, one.says) for one in value.probes]
        return msgspec.msgpack.Ext(PROBED, _packed((value.example, probes)))
    if isinstance(value, list):
        return msgspec.msgpack.Ext(LIST, _packed(tuple(map(_marked, value))))
    if isinstance(value, tuple):
        return tuple(map(_marked, value))
    if isinstance(value, dict):
        return {key: _marked(one) for key, one in value.items()}
    return value


def _packed_array(array: np.ndarray) -> msgspec.msgpack.Ext:
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return msgspec.msgpack.Ext(
        ARRAY, msgspec.msgpack.encode((little.dtype.str, array.shape, little.tobytes()))
    )


def _bytes(raw: bytes) -> np.ndarray:
    return np.frombuffer(raw, np.uint8)


def _drawn(one: Drawable) -> bytes:
    if isinstance(one, Trace):
        drawn = Drawn(trace=one)
    else:
        drawn = Drawn(table=one) if isinstance(one, Table) else Drawn(axis=one)
    return msgspec.msgpack.encode(_with_ints(msgspec.to_builtins(drawn)))


def _with_ints(value: Any) -> Any:
    """Write whole floats as ints, which take a ninth of the room and are read as floats again."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, dict):
        return {key: _with_ints(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_ints(one) for one in value]
    return value


#: Below this every whole float is an int without loss, and the other way round.
_EXACT: Final = 2**53
#: Tried in this order: most wrong answers are whole numbers, or halves and the like.
_SCALES: Final = (1, 2, 4, 8, 16, 64, 256)


def narrowed(value: Any) -> Any:
    """Return a wrong answer as it is stored: exact in a few bits, or else in single precision."""
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return value
    with np.errstate(all="ignore"):
        for scale in _SCALES:
            cells = value.astype(np.float64) * scale
            if (np.abs(cells) <= np.iinfo(np.int16).max).all() and (cells == np.rint(cells)).all():
                small = (np.abs(cells) <= np.iinfo(np.int8).max).all()
                return {"scale": scale, "cells": cells.astype(np.int8 if small else np.int16)}
        return {"scale": 1, "cells": value.astype(np.float32)}
