"""The sentences on what was left out of a notebook. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from grader.language import _, ngettext
from grader.place import Place, place_text

__all__ = ["Note", "cells_text", "complaint", "magic_notes", "missed", "other_notes"]

#: The most cells, or names, in a sentence.
_NAMED: Final = 8


class Note(NamedTuple):
    """A sentence on what was left out.

    Attributes:
        rank: How much it matters, 0 most.
        text: The sentence.
    """

    rank: int
    text: str


def missed(notebook: str, cell: int, names: Iterable[str]) -> Note:
    """Say what the functions need of a statement that was left out."""
    text = _(
        "{place}: a function uses {names}, which was left out: only functions, classes, "
        "imports and plain values are taken from a notebook."
    )
    place = place_text(Place(notebook, cell, 0))
    return Note(0, text.format(place=place, names=", ".join(sorted(names)[:_NAMED])))


def complaint(place: Place, error: BaseException) -> Note:
    """Say why a cell was left out."""
    if isinstance(error, UnicodeError):
        message = _("there is half a character in it")
    elif isinstance(error, SyntaxError):
        message = str(error.msg)[:200]
        place = place._replace(line=error.lineno or 0)
    elif isinstance(error, RecursionError | MemoryError):
        message = _("it is nested too deeply")
    else:
        message = str(error)[:200]
    text = _("{place}: {message}. The cell was left out.")
    return Note(1, text.format(place=place_text(place), message=message))


def magic_notes(name: str, magics: Mapping[str, list[int]]) -> Iterator[Note]:
    """Say which cells were left out for their magic."""
    for magic, numbers in magics.items():
        text = ngettext(
            "{file}: a cell with {magic} was left out ({cells}).",
            "{file}: cells with {magic} were left out ({cells}).",
            len(numbers),
        )
        cells = cells_text(numbers)
        yield Note(2, text.format(file=name, magic=f"%%{magic}", cells=cells))


def other_notes(name: str, others: Counter[int]) -> Iterator[Note]:
    """Say how many other statements were left out, and where."""
    if count := others.total():
        text = ngettext(
            "{file}: {count} other statement was left out ({cells}).",
            "{file}: {count} other statements were left out ({cells}).",
            count,
        )
        yield Note(3, text.format(file=name, count=count, cells=cells_text(others)))


def cells_text(numbers: Iterable[int]) -> str:
    """Name some cells: all of them, if they are few.

    Example:
        >>> cells_text([4, 6])
        'cells 4, 6'
    """
    every = list(dict.fromkeys(numbers))
    named = ", ".join(map(str, every[:_NAMED])) + (", ..." if len(every) > _NAMED else "")
    return ngettext("cell {cells}", "cells {cells}", len(every)).format(cells=named)
