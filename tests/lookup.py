"""Writes a submission that has learned the casebook by heart: it computes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from grader.casebook import read_casebook
from grader.recorded import recorded_assignment

__all__ = ["write_lookup"]

_HEAD = """
import numpy as np


def key(arguments):
    return repr([(x.dtype.str, x.tolist()) if isinstance(x, np.ndarray) else x for x in arguments])


def look(table, arguments, unknown):
    kind, shape, cells = table.get(key(arguments), unknown)
    return np.array(cells, kind).reshape(shape) if kind else cells

"""


def write_lookup(casebook: Path, folder: Path) -> Path:
    """Write one module a concept whose functions return what the casebook says, and else zeros."""
    folder.mkdir(parents=True, exist_ok=True)
    assignment = recorded_assignment(read_casebook(casebook), "en")
    for concept in assignment.concepts:
        parts = [_HEAD]
        for exercise in concept.exercises:
            names = ", ".join(exercise.parameters)
            table = {
                _key(tuple(call.values())): _stored(exercise.right(call)) for call in exercise.calls
            }
            unknown = next(iter(table.values()))
            parts.append(
                f"\nTABLE_{exercise.name} = {table!r}\n\n\ndef {exercise.name}({names}):\n"
                f"    return look(TABLE_{exercise.name}, ({names},), {unknown!r})\n"
            )
        (folder / f"{concept.id}.py").write_text("".join(parts), encoding="utf-8")
    return folder


def _key(arguments: tuple[Any, ...]) -> str:
    return repr([(x.dtype.str, x.tolist()) if isinstance(x, np.ndarray) else x for x in arguments])


def _stored(answer: Any) -> tuple[str, tuple[int, ...], Any]:
    if isinstance(answer, np.ndarray):
        return answer.dtype.str, answer.shape, answer.ravel().tolist()
    return "", (), answer
