"""Pictures as SVG: how a number comes about, and arrays with their wrong cells. Pure.

They show what the terminal's drawings show, and are as safe: a report may be forged.
"""

from __future__ import annotations

from typing import Final

from grader.drawing import Calculation, Drawing, Rows, Windows, compared
from grader.language import _
from grader.report import svg_axis, svg_plane, svg_rows
from grader.report.svg_grid import grids
from grader.report.svg_parts import (
    NOTHING,
    ROOM,
    SMALL,
    Block,
    below,
    beside,
    document,
    element,
    hatched,
    short,
    width_of,
    words,
)
from grader.report.svg_result import calculation, heading, named

__all__ = ["draw", "grids"]

_GAP: Final = 24
_SIGN: Final = 16


def draw(
    drawing: Drawing, prefix: str = "picture", *, alone: bool = False, scales: bool = False
) -> str | None:
    """Draw what a terminal draws in characters; ``None`` where the parts do not go together.

    * ``prefix`` begins all ids, so that several pictures can stand on a page.
    * ``alone`` makes it a file, with its own colours for light and dark.
    * ``scales`` makes it as narrow as its place, where no style sheet does.
    """
    right, yours = drawing.right, drawing.yours
    title, says = drawing.title, _told(drawing)
    if isinstance(right, Calculation) and isinstance(yours, Calculation | None):
        if not (_is_sound(right) and (yours is None or _is_sound(yours))):
            return None
        body = _calculations(drawing, right, yours)
        planes = [*right.planes, *(yours.planes if yours else ())]
        signs = [("padding", _("padding"))] if svg_plane.has_padding(planes) else []
    elif isinstance(right, Windows) and isinstance(yours, Windows | None):
        if not (svg_axis.is_sound(right) and (yours is None or svg_axis.is_sound(yours))):
            return None
        body = svg_axis.axes(right, yours)
        signs = list(svg_axis.signs(right, yours))
        title = title or _("windows on the cells of an axis")
    elif isinstance(right, Rows) and isinstance(yours, Rows | None):
        if not svg_rows.is_sound(right, yours):
            return None
        body, signs = svg_rows.table(right, yours), []
        title, says = title or _("a table, row by row"), svg_rows.told(right, yours, drawing.title)
    else:
        return None
    head = heading(short(drawing.title, 40)) if drawing.title else NOTHING
    block = below([head, body, _legend(signs)], 8)
    return document(block, prefix, title, says, alone=alone, scales=scales)


def _is_sound(one: Calculation) -> bool:
    return len(one.planes) <= svg_plane.MAX_PLANES and all(map(svg_plane.is_sound, one.planes))


def _calculations(drawing: Drawing, right: Calculation, yours: Calculation | None) -> Block:
    """Draw one picture for both, or two where the student's is another one."""
    if yours is None or not yours.planes or _looks(yours) == _looks(right):
        picture = _picture(drawing, right, right)
        results = [(one.text, one is yours) for one in (right, yours) if one is not None]
        first = _("result") if drawing.yours is None else _("right")
        return below([picture, *named([first, _("yours")], results, ROOM)], 8)
    flat = max(len(plane.cells) for plane in (*right.planes, *yours.planes)) == 1
    moved = _looks(right, laid=False) != _looks(yours, laid=False)
    # Windows on one row are compared best one below the other.
    if not (flat and moved):
        both = beside(_panels(drawing, right, yours, (ROOM - _GAP) // 2), _GAP)
        if both.width <= ROOM:
            return both
    return below(_panels(drawing, right, yours, ROOM), 14)


def _looks(one: Calculation, *, laid: bool = True) -> object:
    """Return what is seen of a calculation's picture; unlike its numbers, padding is alike."""
    return [
        (svg_plane.shown(plane), plane.rows, plane.columns, plane.weights if laid else ())
        for plane in one.planes
    ]


def _picture(drawing: Drawing, one: Calculation, right: Calculation) -> Block:
    if not one.planes:
        return NOTHING
    return svg_plane.picture(one.planes, drawing.picture, drawing.kernel, len(right.planes))


def _panels(drawing: Drawing, right: Calculation, yours: Calculation, room: int) -> list[Block]:
    """Draw each picture with its calculation below."""
    return [
        below(
            [
                heading(name),
                _picture(drawing, one, right),
                calculation(one.text, room, is_wrong=one is yours),
            ],
            5,
        )
        for name, one in ((_("right"), right), (_("yours"), yours))
    ]


def _legend(signs: list[tuple[str, str]]) -> Block:
    """Explain the cells that are no numbers."""
    drawn = []
    for kind, text in signs:
        if kind == "padding":
            svg = hatched(0, 1, _SIGN, _SIGN) + element("circle", cx=8, cy=9, r=2)
        else:
            svg = words("?", _SIGN / 2, 9, size=SMALL, anchor="middle")
        svg += words(text, _SIGN + 6, 9, size=SMALL, sans=True)
        drawn.append(Block(_SIGN + 6 + width_of(text, SMALL), _SIGN + 2, svg))
    return beside(drawn, 16)


def _told(drawing: Drawing) -> str:
    """Say the same in a sentence."""
    right = drawing.right.text
    if drawing.yours is None:
        where = drawing.title[:1].upper() + drawing.title[1:]
        return f"{where}: {right}" if where else right
    return compared(drawing.title, right, drawing.yours.text)
