"""Windows on an axis: its cells, the padding hatched, and a bracket below for each window. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from grader.drawing import Windows
from grader.language import _
from grader.report.svg_parts import (
    PLAIN,
    ROOM,
    SMALL,
    Block,
    below,
    element,
    hatched,
    stroke_of,
    width_of,
    words,
)
from grader.report.svg_result import named

__all__ = ["axes", "is_sound", "signs"]

#: So many windows are drawn without leaving one out.
_ALL: Final = 4
#: More places than this are not all drawn.
_MANY: Final = 22
#: Longer axes are none of ours.
_LONGEST: Final = 1_000_000
_CELL: Final = 26
#: More places than these are drawn narrow.
_FEW: Final = 10
_NARROW: Final = 20
_DOTS: Final = "…"
_ROW: Final = 18

#: Places counted from the first cell; ``None`` is dots where some are left out.
Places: TypeAlias = list[int | None]


def is_sound(axis: Windows) -> bool:
    """Tell whether windows can be drawn, or there are none; a stored one may be forged."""
    if _is_unknown(axis):
        return True
    sizes = (axis.size, axis.before, axis.after, axis.kernel)
    least = min(axis.size, axis.kernel, axis.before + 1, axis.after + 1)
    starts = (min(axis.starts, default=0), max(axis.starts, default=0))
    return least >= 1 and max(sizes) <= _LONGEST and -_LONGEST <= starts[0] <= starts[1] <= _LONGEST


def _is_unknown(axis: Windows) -> bool:
    return (axis.size, axis.before, axis.after, axis.kernel, axis.starts) == (0, 0, 0, 0, ())


def axes(right: Windows, yours: Windows | None) -> Block:
    """Draw one or two axes below each other, each cell in the same column in both."""
    both = [right] if yours is None else [right, yours]
    first = _("result") if yours is None else _("right")
    known = [axis for axis in both if not _is_unknown(axis)]
    chosen = {id(axis): _chosen(axis) for axis in known}
    places = _places(known, [chosen[id(axis)] for axis in known]) if known else []
    names = [_("cell"), *(_window(number) for numbers in chosen.values() for number in numbers)]
    label = max(width_of(name, SMALL) for name in names) + 8
    results = [(axis.text, axis is not right) for axis in both]
    parts = [
        below([row, _axis(axis, chosen[id(axis)], places, label)], 4) if id(axis) in chosen else row
        for row, axis in zip(named([first, _("yours")], results, ROOM), both, strict=True)
    ]
    return below(parts, 14)


def signs(right: Windows, yours: Windows | None) -> Iterator[tuple[str, str]]:
    """Yield what has to be explained: padding, and places where there is nothing."""
    known = [axis for axis in (right, yours) if axis is not None and not _is_unknown(axis)]
    if any(axis.before or axis.after for axis in known):
        yield "padding", _("padding")
    ends = [(axis, *_span(axis, number)) for axis in known for number in _chosen(axis)]
    if any(first < -axis.before or last >= axis.size + axis.after for axis, first, last in ends):
        yield "nothing", _("nothing is there")


def _chosen(axis: Windows) -> list[int]:
    """Return the numbers of the windows to draw."""
    count = len(axis.starts)
    return list(range(count)) if count <= _ALL else [0, 1, count - 1]


def _span(axis: Windows, number: int) -> tuple[int, int]:
    """Return the first and the last place of a window, counted from the first cell."""
    start = axis.starts[number] - axis.before
    return start, start + axis.kernel - 1


def _places(known: Sequence[Windows], chosen: Sequence[Sequence[int]]) -> Places:
    """Return the places to draw: all of them, or not the middle."""
    spans = [
        _span(axis, number) for axis, some in zip(known, chosen, strict=True) for number in some
    ]
    for axis in known:
        spans += [(-axis.before, -1), (axis.size, axis.size + axis.after - 1)]
        spans += [(0, 0), (axis.size - 1, axis.size - 1)]
    spans = [(first, last) for first, last in spans if first <= last]
    if max(last - first for first, last in spans) < _MANY:
        needed = {place for first, last in spans for place in range(first, last + 1)}
        if max(needed) - min(needed) < _MANY:
            return list(range(min(needed), max(needed) + 1))
        if len(needed) < _MANY:
            return _with_dots(sorted(needed))
    # Of what is long, both ends still tell where it lies.
    return _with_dots(sorted({end for span in spans for end in span}))


def _with_dots(needed: Sequence[int]) -> Places:
    places: Places = [needed[0]]
    for before, place in itertools.pairwise(needed):
        # Dots for a single place would take as much room as the place.
        places += [before + 1] if place == before + 2 else [None] * (place > before + 1)
        places.append(place)
    return places


def _axis(axis: Windows, chosen: Sequence[int], places: Places, label: int) -> Block:
    spans = [_span(axis, number) for number in chosen]
    least = _CELL if len(places) <= _FEW else _NARROW
    widths = [least if one is None else max(least, width_of(str(one)) + 4) for one in places]
    lefts = list(itertools.accumulate(widths, initial=label))
    svg = words(_("cell"), 0, _CELL / 2 + 1, size=SMALL, sans=True)
    for place, left, width in zip(places, lefts, widths, strict=False):
        is_used = place is not None and any(first <= place <= last for first, last in spans)
        svg += _cell(axis, place, left, width, is_used=is_used)
    rows = [Block(lefts[-1] + 2, _CELL + 2, svg)]
    ends = {
        place: (left, left + wide) for place, left, wide in zip(places, lefts, widths, strict=False)
    }
    for before, number in itertools.pairwise([-1, *chosen]):
        if number > before + 1:
            rows.append(Block(label, 12, words(_DOTS, 0, 4)))
        first, last = _span(axis, number)
        rows.append(_bracket(_window(number), ends[first][0], ends[last][1]))
    return below(rows, 2)


def _cell(axis: Windows, place: int | None, left: int, width: int, *, is_used: bool) -> str:
    """Draw a cell with its number, padding, or what is neither, where a window lies on it."""
    middle = left + width / 2
    if place is None:
        return words(_DOTS, middle, _CELL / 2 + 1, anchor="middle")
    box = {"x": left, "y": 1, "width": width, "height": _CELL}
    if 0 <= place < axis.size:
        return element("rect", **box, **PLAIN) + words(
            str(place), middle, _CELL / 2 + 1, anchor="middle"
        )
    if -axis.before <= place < axis.size + axis.after:
        point = element("circle", cx=f"{middle:g}", cy=_CELL // 2 + 1, r=2.5)
        return hatched(left, 1, width, _CELL) + point
    if not is_used:
        return ""
    frame = element("rect", **box, **PLAIN, stroke_dasharray="1 4")
    return frame + words("?", middle, _CELL / 2 + 1, anchor="middle")


def _bracket(name: str, left: int, right: int) -> Block:
    """Draw a window: a bracket that is open to the cells above."""
    path = f"M{left + 3} 1v8H{right - 3}v-8"
    svg = words(name, 0, 7, size=SMALL, sans=True)
    svg += element("path", d=path, stroke_width=2.5, **stroke_of("window"))
    return Block(right, _ROW, svg)


def _window(number: int) -> str:
    return _("window {number}").format(number=number)
