"""Makes one module of what was taken from notebooks, and knows where each line of it is from. Pure.

Of several definitions the later one counts, as if all notebooks had been run in the order of
their names. Only what the exercises need comes in, if they are named: a function beside
them that compares with TensorFlow, and its import, spoil nothing.
"""

from __future__ import annotations

import bisect
import builtins
import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from grader.left_out import Note, missed
from grader.notebook import Extracted, Piece
from grader.place import Place

__all__ = ["Merged", "Origins", "merge", "place_in"]

#: Where statements of a module begin, and where they are from; sorted.
Origins: TypeAlias = tuple[tuple[int, Place], ...]

#: How much alike a misspelt name is.
_NEAR: Final = 0.75
#: Names by which a function can get at others without naming them.
_ANY: Final = frozenset({"__name__", "eval", "exec", "globals", "locals", "vars"})


@dataclass(frozen=True)
class Merged:
    """A module made of notebooks.

    Attributes:
        source: Its text.
        origins: Where its lines are from.
        notes: What was left out, what matters most first.
    """

    source: str
    origins: Origins
    notes: tuple[str, ...]


def merge(
    notebooks: Sequence[Extracted], modules: Collection[str], functions: Collection[str] = ()
) -> Merged:
    r"""Make one module of some notebooks.

    * ``modules`` are the names that it will have: nothing is imported from these, since it is
      here already.
    * ``functions`` are those that will be called: only what these need is in the module; all
      there is, where none is named.

    Example:
        >>> from grader.notebook import extract
        >>> taken = extract([(3, "def f(): return g()"), (4, "g = int\ndef g(): pass")], "a.ipynb")
        >>> merged = merge([taken], ["padding"], ["f"])
        >>> merged.source
        'def f(): return g()\ndef g(): pass\n'
        >>> place_in(merged.origins, 2)
        Place(file='a.ipynb', cell=4, line=2)
    """
    every = [(one.name, piece) for one in notebooks for piece in one.pieces]
    kept = _needed([piece for _name, piece in every], modules, functions)
    lines: list[str] = []
    origins: list[tuple[int, Place]] = []
    last: list[tuple[str, Place]] = []
    bound = {name for _name, piece in every if id(piece) in kept for name in piece.binds}
    # What is from the future has to come first in a module.
    for name, piece in sorted(every, key=lambda one: one[1].kind != "future"):
        if id(piece) not in kept:
            continue
        place = Place(name, piece.cell, piece.line)
        if piece.module in modules:
            # Other names for what is here come last, when it is.
            pairs = [(old, new) for old, new in piece.renamed if new != old and old in bound]
            last += [(f"{new} = {old}", place) for old, new in pairs]
            continue
        origins.append((len(lines) + 1, place))
        lines += piece.text.split("\n")
    for text, place in last:
        origins.append((len(lines) + 1, place))
        lines.append(text)
    notes = [note for one in notebooks for note in one.notes]
    notes += _missed(notebooks, [piece for _name, piece in every if id(piece) in kept])
    texts = [note.text for note in sorted(notes, key=lambda note: note.rank)]
    return Merged("".join(f"{line}\n" for line in lines), tuple(origins), tuple(texts))


def place_in(origins: Origins, line: int) -> Place | None:
    """Return where a line of a merged module is from; ``None`` if it is no line of it."""
    index = bisect.bisect_right(origins, line, key=lambda one: one[0]) - 1
    if index < 0:
        return None
    first, place = origins[index]
    return place._replace(line=place.line + line - first)


def _needed(
    pieces: Sequence[Piece], modules: Collection[str], functions: Collection[str]
) -> set[int]:
    """Return the pieces, by their identity, that some functions need."""
    everything = {id(piece) for piece in pieces}
    if not functions:
        return everything
    binding: dict[str, list[Piece]] = {}
    for piece in pieces:
        for name in piece.binds:
            binding.setdefault(name, []).append(piece)
    # What "*" stands for is not known.
    kept = {id(piece) for piece in pieces if piece.kind == "future" or "*" in piece.binds}
    seen: set[str] = set()
    waiting = list(_called(functions, binding))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for piece in binding.get(name, ()):
            if piece.uses & _ANY:
                return everything
            kept.add(id(piece))
            waiting += piece.uses
            if piece.module in modules:
                waiting += [old for old, new in piece.renamed if new == name]
    return kept


def _called(functions: Collection[str], known: Collection[str]) -> Iterator[str]:
    """Yield what will be called, and what it may have been meant by: that is told then."""
    for name in functions:
        yield name
        if name not in known:
            yield from difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)


def _missed(notebooks: Sequence[Extracted], kept: Sequence[Piece]) -> Iterator[Note]:
    """Say what the functions need of that which was left out."""
    wanted = {name for piece in kept for name in piece.uses}
    wanted |= {name for piece in kept if piece.kind == "definition" for name in piece.binds}
    for index, notebook in enumerate(notebooks):
        later = {
            name for one in notebooks[index + 1 :] for piece in one.pieces for name in piece.binds
        }
        by_cell: dict[int, list[str]] = {}
        for name, cell in notebook.lost.items():
            if name in wanted and name not in later and not hasattr(builtins, name):
                by_cell.setdefault(cell, []).append(name)
        for cell, names in sorted(by_cell.items()):
            yield missed(notebook.name, cell, names)
