"""Blocks of SVG: text, cells and marks, set below or beside each other. Pure.

Nothing is told by colour alone, and nothing needs a style sheet: colours are attributes, which
the classes of a page may change. All text goes through :func:`words`, where it becomes harmless.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from grader.report.text import plain
from grader.width import clip, display_width

__all__ = [
    "NOTHING",
    "PLAIN",
    "ROOM",
    "SIZE",
    "SMALL",
    "Block",
    "below",
    "beside",
    "cross",
    "document",
    "element",
    "flow",
    "hatched",
    "runs",
    "shifted",
    "short",
    "stroke_of",
    "tick",
    "width_of",
    "words",
]

#: How wide a picture is at most, where its parts can be broken: a telephone.
ROOM: Final = 336
#: The size of most text, and of the smallest.
SIZE: Final = 13
SMALL: Final = 11
_EDGE: Final = 2
#: Where there is room, a picture is so much larger than its units.
_LARGER: Final = 1.2
#: How wide a character is, of its size: a bit more than in all usual fonts.
_ASPECT: Final = 0.61
_BOLD: Final = 0.7
_MONO: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_SANS: Final = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK KR', sans-serif"
#: Between light and dark, so that they are seen on both.
_STROKES: Final = {"window": "#2f80d0", "wrong": "#d83a3a", "right": "#2c9a58"}
#: The frame of a cell.
PLAIN: Final = {"fill": "none", "stroke": "currentColor", "stroke_opacity": 0.45}
_ALONE: Final = (
    "svg{color:#1f2328;background:#fff}"
    "@media(prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117}}"
)
_HATCH: Final = 6


class Block(NamedTuple):
    """A part of a picture; its upper left corner is at (0, 0)."""

    width: int
    height: int
    svg: str


NOTHING: Final = Block(0, 0, "")


def element(name: str, inside: str = "", /, **attributes: object) -> str:
    """Write an element; ``inside`` is SVG already.

    Example:
        >>> element("rect", stroke_width=2, class_="a<b")
        '<rect stroke-width="2" class="a&lt;b"/>'
    """
    pairs = "".join(
        f" {key.strip('_').replace('_', '-')}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>"


def short(text: str, columns: int) -> str:
    """Make a text safe, and short enough."""
    safe = plain(text)
    return safe if display_width(safe) <= columns else f"{clip(safe, columns - 1)}…"


def width_of(text: str, size: int = SIZE, *, bold: bool = False) -> int:
    """Return how many units a text takes, in a wide font; words in bold take the most."""
    return math.ceil(display_width(text) * size * (_BOLD if bold else _ASPECT))


def words(
    text: str,
    x: float,
    y: float,
    *,
    size: int = SIZE,
    anchor: str | None = None,
    weight: int | None = None,
    sans: bool = False,
    fixed: bool = False,
) -> str:
    """Write a text; ``y`` is that of its middle line, ``fixed`` gives it the width it should have.

    Example:
        >>> words("<b>", 1, 8, anchor="middle")
        '<text x="1" y="12.6" font-size="13" text-anchor="middle">&lt;b&gt;</text>'
    """
    # A dominant baseline would do, but is not drawn alike everywhere.
    return element(
        "text",
        escape(plain(text)),
        x=f"{x:g}",
        y=f"{y + size * 0.35:.1f}",
        font_size=size,
        font_family=_SANS if sans else None,
        font_weight=weight,
        text_anchor=anchor,
        textLength=width_of(text, size) if fixed else None,
        lengthAdjust="spacingAndGlyphs" if fixed else None,
    )


def shifted(block: Block, x: int, y: int) -> str:
    """Put a block at a place."""
    if not block.svg or (x, y) == (0, 0):
        return block.svg
    return element("g", block.svg, transform=f"translate({x} {y})")


def below(blocks: Iterable[Block], gap: int) -> Block:
    """Set blocks below each other.

    Example:
        >>> below([Block(2, 3, "<a/>"), Block(1, 1, "<b/>")], 4)
        Block(width=2, height=8, svg='<a/><g transform="translate(0 7)"><b/></g>')
    """
    kept = [one for one in blocks if one.svg]
    starts = [0, *itertools.accumulate(one.height + gap for one in kept)]
    svg = "".join(shifted(one, 0, start) for one, start in zip(kept, starts, strict=False))
    return Block(max((one.width for one in kept), default=0), max(0, starts[-1] - gap), svg)


def beside(blocks: Iterable[Block], gap: int) -> Block:
    """Set blocks beside each other."""
    kept = [one for one in blocks if one.svg]
    starts = [0, *itertools.accumulate(one.width + gap for one in kept)]
    svg = "".join(shifted(one, start, 0) for one, start in zip(kept, starts, strict=False))
    return Block(max(0, starts[-1] - gap), max((one.height for one in kept), default=0), svg)


def flow(blocks: Sequence[Block], room: int, gap: int) -> Block:
    """Set blocks beside each other, and in a further row where there is no room."""
    rows: list[list[Block]] = [[]]
    for block in blocks:
        if rows[-1] and beside([*rows[-1], block], gap).width > room:
            rows.append([])
        rows[-1].append(block)
    return below([beside(row, gap) for row in rows], gap)


def runs(marked: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of numbers.

    Example:
        >>> list(runs([3, 0, 1]))
        [(0, 1), (3, 3)]
    """
    for _at, run in itertools.groupby(enumerate(sorted(marked)), key=lambda one: one[1] - one[0]):
        numbers = [number for _index, number in run]
        yield numbers[0], numbers[-1]


def hatched(x: int, y: int, width: int, height: int) -> str:
    """Draw a cell of padding: a broken frame, and lines from corner to corner."""
    lines = []
    for at in range(_HATCH, width + height, _HATCH):
        start = (x + min(at, width), y + max(0, at - width))
        end = (x + max(0, at - height), y + min(at, height))
        lines.append(f"M{start[0]} {start[1]}L{end[0]} {end[1]}")
    frame = element(
        "rect", x=x, y=y, width=width, height=height, stroke_dasharray="3 2", stroke_opacity=0.6
    )
    hatch = element("path", d="".join(lines), stroke_opacity=0.25)
    return element("g", frame + hatch, fill="none", stroke="currentColor", class_="grader-padding")


def tick(x: int, y: int) -> str:
    """Draw a tick of 12 by 12 units."""
    return _mark(f"M{x + 1} {y + 7}l3 4l7 -9", "right")


def cross(x: int, y: int, size: int = 12) -> str:
    """Draw a cross."""
    far = size - 2
    return _mark(f"M{x + 1} {y + 1}l{far} {far}M{x + 1} {y + size - 1}l{far} -{far}", "wrong")


def _mark(path: str, kind: str) -> str:
    return element("path", d=path, **stroke_of(kind), stroke_width=2.5, stroke_linecap="round")


def stroke_of(kind: str) -> dict[str, object]:
    """Return the attributes of a line: ``window``, ``right`` or ``wrong``."""
    return {"fill": "none", "stroke": _STROKES[kind], "class_": f"grader-{kind}"}


def document(
    block: Block, prefix: str, title: str, description: str, *, alone: bool, scales: bool
) -> str:
    """Return an image that screen readers can tell.

    * ``prefix`` begins its ids.
    * ``alone``: it is a file of its own.
    * ``scales``: there is no style sheet that makes it as narrow as its place.
    """
    own = re.sub(r"[^A-Za-z0-9_-]", "-", prefix)
    names = f"{own}-title {own}-desc" if description else f"{own}-title"
    width, height = block.width + 2 * _EDGE, block.height + 2 * _EDGE
    head = element("title", escape(plain(title)) or " ", id=f"{own}-title")
    if description:
        head += element("desc", escape(plain(description, 1_000)), id=f"{own}-desc")
    return element(
        "svg",
        head + element("style", _ALONE) * alone + shifted(block, _EDGE, _EDGE),
        xmlns="http://www.w3.org/2000/svg" if alone else None,
        role="img",
        aria_labelledby=names,
        class_="grader-picture",
        viewBox=f"0 0 {width} {height}",
        width=round(width * _LARGER),
        height=round(height * _LARGER),
        font_family=_MONO,
        fill="currentColor",
        style="max-width:100%;height:auto" if scales else None,
    )
