"""Draws how one number of an answer comes about, to be checked with a pencil. Pure.

output (0, 2), channel 0    . = padding
x        2  4 [ 6  . ]
right    6 / 1 = 6
yours    (6 + 0) / 2 = 3     <-- wrong
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from grader.drawing import Drawing
from grader.explain.drawn import calculation
from grader.explain.picture_axis import draw_axis
from grader.explain.picture_plane import MARGIN, Block, block, side_by_side
from grader.explain.picture_rows import draw_rows
from grader.explain.picture_sums import Party, Planes, Sums, sums
from grader.explain.picture_terms import adds_up, gives, settled
from grader.explain.picture_text import EXACT, WIDTH, Answer, answer_text, number, where
from grader.language import _
from grader.model import Picture
from grader.trace import Axis, Drawable, Table, Trace
from grader.width import display_width, ljust

__all__ = ["draw"]

#: A picture of more lines explains no more than the arrays do.
_MAX_LINES: Final = 15
_GAP: Final = 4
_BETWEEN_PICTURES: Final = 2
_AFTER_LABEL: Final = 2
#: What is read out loud may be somewhat longer than what is drawn.
_SPOKEN: Final = 80

#: A line of the body: what it is, and what it shows.
Line = tuple[str, str]


def draw(
    right: Drawable,
    yours: Drawable | None,
    answer: Answer | None,
    *,
    picture: str = "",
    kernel: str = "",
    columns: Sequence[str] = (),
    title: str = "",
) -> Picture | None:
    r"""Draw how the right number comes about, and how the student's does.

    * ``yours`` is how a misconception comes to its number. It is drawn only if that is
      ``answer``: nobody is shown products that nobody computed.
    * ``answer`` is what the student's function returned at ``right.place``; of an axis, the
      number of windows or the padding (before, after); of a table, what its rows lead to;
      ``None`` if there is nothing: the right number is then simply the result.
    * ``picture`` and ``kernel`` are what the student's function calls them; ``columns`` are
      the headings of a table, and ``title`` says which number it is about.

    Returns ``None`` where there is too much to draw, or nothing is wrong.

    Example:
        >>> from grader.trace import Plane, Term, Trace
        >>> row = Plane(((1.0, 2.0),), ((False, False),), (0,), (0, 1), ((3.0, 4.0),))
        >>> laid = Trace((0,), (row,), ((Term(1.0, 3.0), Term(2.0, 4.0)),), "sum", total=11.0)
        >>> print(*draw(laid, None, 10.0, picture="x", kernel="w").lines, sep="\n")
        output 0
        x      [ 1  2 ]
        w        3  4
        right    1x3 + 2x4 = 11
        yours    10     <-- wrong
    """
    if isinstance(right, Axis):
        return draw_axis(right, yours if isinstance(yours, Axis) else None, answer)
    if isinstance(right, Table):
        rows = yours if isinstance(yours, Table) else None
        return draw_rows(right, rows, answer, columns, title)
    right = settled(right)
    tries: list[Trace | None] = [None]
    if isinstance(yours, Trace) and gives(yours, answer):
        tries.insert(0, settled(yours))
    for own, digits in itertools.product(tries, (6, 9, EXACT)):
        page = _Page(right, own, answer, digits, picture or _("picture"), kernel or _("kernel"))
        if page.is_clear:
            lines = page.lines()
            return Picture(page.sentence(), tuple(lines), page.drawing()) if lines else None
    return None


@dataclass(frozen=True)
class _Page:
    """What is to be drawn, how exactly, and in which words."""

    right: Trace
    own: Trace | None
    answer: Answer | None
    digits: int
    picture: str
    kernel: str

    @property
    def is_clear(self) -> bool:
        """Whether all sums come out with so many digits, and the two results look different."""
        own = self.own
        total = number(self.right.total, self.digits)
        answers = [] if self.answer is None else [answer_text(self.answer, self.digits)]
        if own is not None:
            answers.append(number(own.total, self.digits))
        drawn = [self.right] if own is None else [self.right, own]
        return total not in answers and all(adds_up(trace, self.digits) for trace in drawn)

    @property
    def parties(self) -> list[Party]:
        """Those whose calculations are shown: what they are called, and what they did."""
        if self.answer is None:
            return [Party(_("result"), self.right)]
        text = answer_text(self.answer, self.digits)
        yours = Party(_("yours"), self.own, text, is_wrong=True)
        return [Party(_("right"), self.right), yours]

    def sums(self, outer: int = 0, planes: Planes | None = None) -> Sums | None:
        """Return the calculations, if there is room for them right of all labels."""
        names = [self.picture, self.kernel] + ([] if outer else [p.name for p in self.parties])
        room = WIDTH - outer - max(map(display_width, names)) - _AFTER_LABEL - MARGIN
        return sums(self.parties, room, self.digits, planes)

    def lines(self) -> list[str] | None:
        """Return the drawing in the best arrangement that there is room for."""
        for near in (False, True):
            blocks = _blocks(self.right, self.digits, near=near)
            if not blocks:
                return None
            own = _blocks(self.own, self.digits, near=near, fill=True) if self.own else []
            for body in self.arrangements(blocks, own):
                lines = self.with_header(body, [*blocks, *own])
                if len(lines) <= _MAX_LINES and max(map(display_width, lines)) <= WIDTH:
                    return lines
        return None

    def arrangements(self, blocks: list[Block], own: list[Block]) -> Iterator[list[Line]]:
        """Yield what can stand below the header, the best first."""
        # A window that is not on the picture leaves no plane to put products under.
        slots = _slots(blocks, own) if own or self.own is None else None
        if own and slots is None:
            both = (self.beside(blocks, own), self.below(blocks, own))
            # Windows on one row are compared best one below the other.
            flat = max(len(one.picture) for one in (*blocks, *own)) == 1
            moved = [one.picture for one in blocks] != [one.picture for one in own]
            yield from filter(None, both[::-1] if flat and moved else both)
        yield from filter(None, [self.shared(blocks, slots)])

    def shared(self, blocks: list[Block], slots: list[int | None] | None) -> list[Line] | None:
        """Draw one picture for both."""
        pitches = self.pitches(blocks)
        planes = Planes(pitches, tuple(slots)) if len(blocks) > 1 and slots is not None else None
        found = self.sums(planes=planes)
        if found is None:
            return None
        offsets = _offsets(found.pitches or pitches)
        return [*self.drawn(blocks, offsets), *_results(self.parties, found)]

    def beside(self, blocks: list[Block], own: list[Block]) -> list[Line] | None:
        """Draw two pictures side by side, headed by whose they are."""
        found = self.sums()
        if found is None:
            return None
        *left, start = _offsets((*self.pitches(blocks), 0))
        start += _BETWEEN_PICTURES
        every = [*left, *(start + offset for offset in _offsets(self.pitches(own)))]
        heads = side_by_side([[_("right")], [_("yours")]], [MARGIN, start + MARGIN])
        body = [("", heads[0]), *self.drawn([*blocks, *own], every, len(blocks))]
        return [*body, *_results(self.parties, found)]

    def below(self, blocks: list[Block], own: list[Block]) -> list[Line] | None:
        """Draw two pictures, each with its calculation, one below the other."""
        outer = max(display_width(party.name) for party in self.parties) + 3
        found = self.sums(outer)
        if found is None:
            return None
        body: list[Line] = []
        for party, drawn, lines in zip(self.parties, (blocks, own), found.lines, strict=True):
            part = self.drawn(drawn, _offsets(self.pitches(drawn)))
            part += [("", " " * MARGIN + line) for line in lines]
            names = [party.name, *[""] * len(part)]
            body += [
                (ljust(name, outer) + label, text)
                for name, (label, text) in zip(names, part, strict=False)
            ]
        return body

    def drawn(self, blocks: Sequence[Block], offsets: Sequence[int], repeat: int = 0) -> list[Line]:
        """Return the lines of pictures and kernels; the channels are counted up to ``repeat``."""
        count = repeat or len(blocks)
        lines: list[Line] = []
        if count > 1:
            # Where the student sees another number of planes, nobody knows which ones they are.
            known = len(blocks) if len(blocks) % count == 0 else count
            heads = [[" " * MARGIN + _channel(index % count)] for index in range(known)]
            lines += [("", line) for line in side_by_side(heads, offsets[:known])]
        for name, parts in (
            (self.picture, [one.picture for one in blocks]),
            (self.kernel, [one.kernel for one in blocks]),
        ):
            texts = side_by_side(parts, offsets)
            lines += zip([name, *[""] * len(texts)], texts, strict=False)
        return lines

    def pitches(self, blocks: Sequence[Block]) -> tuple[int, ...]:
        """Return how far each block is from the next one at least."""
        heads = [
            display_width(_channel(index)) if len(blocks) > 1 else 0 for index in range(len(blocks))
        ]
        return tuple(
            max(one.width, MARGIN + head) + _GAP for one, head in zip(blocks, heads, strict=True)
        )

    def with_header(self, body: list[Line], blocks: list[Block]) -> list[str]:
        """Return all lines: which number it is and what the points are, then the body."""
        label = max(display_width(name) for name, _text in body) + _AFTER_LABEL
        lines = [(ljust(name, label) + text).rstrip() for name, text in body]
        header = self.where()
        if any(one.has_padding for one in blocks):
            legend = _(". = padding")
            start = max(map(display_width, lines)) - display_width(legend)
            header = ljust(header, max(start, display_width(header) + _GAP)) + legend
        return [header, *lines]

    def where(self) -> str:
        """Return which number of the output it is."""
        is_filtered = any(plane.weights for plane in self.right.planes)
        return where(self.right.place, is_filtered=is_filtered)

    def drawing(self) -> Drawing:
        """Return the same for pictures that are no characters."""
        texts = self.texts()
        found = [
            calculation(party.trace, text, self.digits)
            for party, text in zip(self.parties, texts, strict=False)
        ]
        return Drawing(self.where(), self.picture, self.kernel, *found)

    def texts(self) -> list[str]:
        """Return the calculation of each party on a line."""
        unmarked = [replace(party, is_wrong=False) for party in self.parties]
        found = sums(unmarked, _SPOKEN, self.digits, None)
        return [" ".join(lines) for lines in found.lines] if found else [""]

    def sentence(self) -> str:
        """Return the same in one sentence."""
        place = self.where()
        place = place[:1].upper() + place[1:]
        right, *yours = self.texts()
        if not yours:
            return _("{where}: {right} is right.").format(where=place, right=right)
        return _("{where}: {right} is right; yours is {yours}.").format(
            where=place, right=right, yours=yours[0]
        )


def _blocks(trace: Trace, digits: int, *, near: bool, fill: bool = False) -> list[Block]:
    """Draw all planes, or none if one of them cannot be drawn."""
    blocks = [block(plane, digits, fill=fill, near=near) for plane in trace.planes]
    return [] if None in blocks else [one for one in blocks if one is not None]


def _slots(blocks: list[Block], own: list[Block]) -> list[int | None] | None:
    """Find the student's planes among the right ones: for each, which one it is, if any.

    ``None`` where the student's look otherwise, and need a picture of their own.
    """
    slots: list[int | None] = []
    at = 0
    for one in blocks:
        found = at < len(own) and own[at] == one
        slots.append(at if found else None)
        at += found
    return slots if at == len(own) else None


def _results(parties: list[Party], found: Sums) -> list[Line]:
    """Return the lines of the calculations, as far to the right as the numbers above them."""
    return [
        (party.name if not index else "", " " * MARGIN + line)
        for party, lines in zip(parties, found.lines, strict=True)
        for index, line in enumerate(lines)
    ]


def _offsets(pitches: Sequence[int]) -> list[int]:
    """Return where blocks begin that stand side by side."""
    return [0, *itertools.accumulate(pitches[:-1])]


def _channel(index: int) -> str:
    return _("channel {number}").format(number=index)
