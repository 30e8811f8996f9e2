"""A line of the student's, and how it is named in words. Pure."""

from __future__ import annotations

from typing import NamedTuple

from grader.language import _

__all__ = ["Place", "place_text"]


class Place(NamedTuple):
    """Where a line of a module was written.

    Attributes:
        file: The name of the file in the submission.
        cell: The cell of a notebook, from 1, all cells counted; 0 for other files.
        line: The line in the file, or in the cell, from 1; 0 when it is not known.
    """

    file: str
    cell: int
    line: int


def place_text(place: Place) -> str:
    """Name a place in words, as far as it is known.

    Example:
        >>> place_text(Place("padding.py", 0, 12))
        'padding.py, line 12'
        >>> place_text(Place("cnn.ipynb", 5, 1))
        'cnn.ipynb, cell 5, line 1'
        >>> place_text(Place("cnn.ipynb", 5, 0))
        'cnn.ipynb, cell 5'
    """
    if place.cell and place.line:
        text = _("{file}, cell {cell}, line {line}")
    elif place.cell:
        text = _("{file}, cell {cell}")
    elif place.line:
        text = _("{file}, line {line}")
    else:
        return place.file
    return text.format(file=place.file, cell=place.cell, line=place.line)
