"""The calculations below a picture, broken and shortened until they fit.

Right and yours are always shortened in the same way, or they could not be compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from grader.explain.picture_terms import KEEPS, Keep, elided, ending, terms_of, tokens
from grader.explain.picture_text import wrong
from grader.trace import Trace
from grader.width import display_width, ljust

__all__ = ["Party", "Planes", "Sums", "sums"]

_MAX_LINES = 3


@dataclass(frozen=True)
class Party:
    """Whose calculation it is.

    Attributes:
        name: What it is called.
        trace: What was calculated; ``None`` if nobody knows.
        answer: What came out, where nobody knows how.
        is_wrong: Whether it gets the mark.
    """

    name: str
    trace: Trace | None
    answer: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class Planes:
    """Planes that stand side by side, so that each may have its products below it.

    Attributes:
        pitches: How far each is from the next one at least.
        slots: Which of the student's planes each one is; ``None`` where it is none of them.
    """

    pitches: tuple[int, ...]
    slots: tuple[int | None, ...]


@dataclass(frozen=True)
class Sums:
    """Calculations that fit.

    Attributes:
        lines: The lines of each party.
        pitches: How far the planes have to stand from each other; empty if it is all the same.
    """

    lines: tuple[tuple[str, ...], ...]
    pitches: tuple[int, ...] = ()


def sums(parties: Sequence[Party], room: int, digits: int, planes: Planes | None) -> Sums | None:
    """Write each calculation on a line, or else on a few; ``None`` if there is no room.

    Example:
        >>> from grader.trace import Term, Trace
        >>> terms = (Term(0.0, 4.0, outside=True), Term(2.0, 5.0))
        >>> party = Party("right", Trace((0,), (), (terms,), "sum", total=10.0))
        >>> sums([party], 20, 6, None).lines, sums([party], 10, 6, None).lines
        ((('0x4 + 2x5 = 10',),), (('2x5 = 10',),))
    """
    for keep in KEEPS:
        if planes and (found := _under_planes(parties, room, digits, planes, keep)):
            return found
    for most, keep in itertools.product((1, _MAX_LINES), KEEPS):
        pieces = [_pieces(party, digits, keep) for party in parties]
        if found := _in_lines(pieces, room, most):
            return found
    pieces = [
        short if _in_lines([short], room, _MAX_LINES) else _pieces(party, digits, None)
        for party in parties
        for short in [_pieces(party, digits, KEEPS[-1])]
    ]
    return _in_lines(pieces, room, _MAX_LINES)


def _pieces(party: Party, digits: int, keep: Keep | None) -> list[str]:
    """Return what a party's lines are made of: the middle left out where nothing is to be kept."""
    mark = [wrong()] if party.is_wrong else []
    if party.trace is None:
        return [party.answer, *mark]
    trace = party.trace
    return [*(tokens(trace, digits, keep) if keep else elided(trace, digits)), *mark]


def _in_lines(parties: Sequence[Sequence[str]], room: int, most: int) -> Sums | None:
    """Join the pieces of each party to lines, if that is no more than ``most`` of them."""
    found: list[tuple[str, ...]] = []
    for pieces in parties:
        lines = [""]
        for piece in pieces:
            if lines[-1] and display_width(f"{lines[-1]} {piece}") > room:
                lines.append(piece.lstrip())
            else:
                lines[-1] = f"{lines[-1]} {piece}" if lines[-1] else piece
        if len(lines) > most:
            return None
        found.append(tuple(lines))
    return Sums(tuple(found))


def _under_planes(
    parties: Sequence[Party], room: int, digits: int, planes: Planes, keep: Keep
) -> Sums | None:
    """Write the products of each plane below it, what follows them behind the last."""
    rows = [_groups(party, digits, planes, keep) for party in parties]
    if None in rows:
        return None
    texts = [row for row in rows if row is not None]
    widest = [max(map(display_width, column)) for column in zip(*texts, strict=True)]
    # Two columns are for the plus sign in front of the next plane's products.
    pitches = [max(p, wide + 3) for p, wide in zip(planes.pitches, widest, strict=True)]
    starts = [0, *itertools.accumulate(pitches[:-1])]
    end = starts[-1] + widest[-1] + 1
    lines = []
    for party, row in zip(parties, texts, strict=True):
        line = ""
        for start, text in zip(starts, row, strict=True):
            plus = "+ " if line and text else ""
            line = ljust(line, start - len(plus)) + plus + text if text else line
        if party.trace is not None:
            line = ljust(line, end) + " ".join(ending(party.trace, digits))
        lines.append(f"{line} {wrong()}" if party.is_wrong else line)
    if max(map(display_width, lines)) > room:
        return None
    return Sums(tuple((line,) for line in lines), tuple(pitches))


def _groups(party: Party, digits: int, planes: Planes, keep: Keep) -> list[str] | None:
    """Return what a party writes below each plane; ``None`` if it does not simply add up."""
    trace = party.trace
    if trace is None:
        # A long answer is rather not told below a plane, but it stands in the way of none.
        return [party.answer, *[""] * (len(planes.slots) - 1)]
    if trace.how != "sum" or trace.divisor != 1 or len(trace.terms) != len(trace.planes):
        return None
    slots = planes.slots if party.is_wrong else range(len(trace.planes))
    groups = [() if slot is None else trace.terms[slot] for slot in slots]
    texts = [" + ".join(terms_of(trace, group, keep, digits)) for group in groups]
    return texts if any(texts) else ["0", *texts[1:]]
