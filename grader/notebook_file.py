"""Reads the code cells of a notebook file, as Jupyter and Colab save it. Pure.

The file may be anything: it is read as strict JSON, up to what the caps say, and nothing but
the texts of code cells is looked at.
"""

from __future__ import annotations

import json
from typing import Any, Final

from grader.language import _
from grader.notebook import Extracted, extract

__all__ = ["MAX_NOTEBOOK", "NotebookError", "cells_of", "read_notebook"]

#: The largest notebook that is read, in bytes: its outputs may hold pictures.
MAX_NOTEBOOK: Final = 5 * 2**20
#: The largest sum of its code, in bytes.
MAX_CODE: Final = 512 * 1024
#: The most cells.
MAX_CELLS: Final = 1_000
#: What is read: the format that Jupyter writes since 2015.
_FORMAT: Final = 4


class NotebookError(ValueError):
    """A file that is no notebook: says why, in a sentence."""


def read_notebook(raw: bytes, name: str) -> Extracted:
    """Take the functions out of a notebook file.

    Raises:
        NotebookError: it cannot be read.
    """
    return extract(cells_of(raw, name), name)


def cells_of(raw: bytes, name: str) -> list[tuple[int, str]]:
    r"""Return the code cells of a notebook file: their numbers and their texts.

    Raises:
        NotebookError: it is no notebook of nbformat 4, or is too large.

    Example:
        >>> cell = '{"cell_type": "code", "source": ["x = 1\\n", "y = 2"]}'
        >>> cells_of(f'{{"nbformat": 4, "cells": [{cell}]}}'.encode(), "cnn.ipynb")
        [(1, 'x = 1\ny = 2')]
    """
    if len(raw) > MAX_NOTEBOOK:
        text = _("{file} is larger than {most}: clear its outputs, and save it again")
        raise NotebookError(text.format(file=name, most="5 MB"))
    content = _content(raw, name)
    version = content.get("nbformat") if isinstance(content, dict) else None
    if type(version) is not int or not isinstance(content, dict):
        raise NotebookError(_("{file} is not a notebook").format(file=name))
    if version != _FORMAT:
        text = _("{file} is a notebook of format {version}: open it in Jupyter, and save it again")
        raise NotebookError(text.format(file=name, version=str(version)[:20]))
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise NotebookError(_("{file} has no cells").format(file=name))
    if len(cells) > MAX_CELLS:
        text = _("{file} has more than {count} cells")
        raise NotebookError(text.format(file=name, count=MAX_CELLS))
    found = [(number, _source(cell)) for number, cell in enumerate(cells, 1) if _is_code(cell)]
    if sum(len(text.encode("utf-8", "surrogatepass")) for _number, text in found) > MAX_CODE:
        text = _("{file} has more than {most} of code").format(file=name, most="512 KB")
        raise NotebookError(text)
    return found


def _content(raw: bytes, name: str) -> object:
    try:
        content: object = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_refuse, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        text = _("{file} is not a notebook: it is damaged, or not JSON")
        raise NotebookError(text.format(file=name)) from None
    return content


def _refuse(constant: str) -> object:
    raise ValueError(constant)  # NaN: JSON has no such number.


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("twice the same key")  # Nobody can say which is meant.
    return found


def _is_code(cell: object) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code"


def _source(cell: dict[str, Any]) -> str:
    """Return a cell's text: one string, or a list of lines."""
    source = cell.get("source", "")
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
