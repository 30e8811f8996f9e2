"""Draws the windows on one axis, for answers that are sizes or amounts of padding. Pure.

right     2              . = padding
cell        0  1  2  3  .
window 0  [ 0  1  2 ]
window 1        [ 2  3  . ]
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from grader.drawing import Drawing
from grader.explain.drawn import windows
from grader.explain.picture_plane import MARGIN, PADDING
from grader.explain.picture_text import WIDTH, Answer, answer_text, wrong
from grader.language import _
from grader.model import Picture
from grader.trace import Axis
from grader.width import display_width, ljust

__all__ = ["draw_axis"]

#: What stands for a place where there is neither a cell nor padding.
_NOTHING: Final = "?"
_DOTS: Final = "..."
_GAP: Final = 4
_AFTER_LABEL: Final = 2
#: So many windows are drawn without leaving one out.
_ALL: Final = 4
#: More places than this are never drawn, so they need not be counted out.
_MANY: Final = WIDTH // 3

#: Places counted from the first cell, and dots where some are left out.
Places: TypeAlias = list[int | str]


def draw_axis(
    right: Axis, yours: Axis | None, answer: Answer | None, like: Answer | None = None
) -> Picture | None:
    r"""Draw the windows of the right answer, and the student's where they lead to ``answer``.

    * ``like`` tells, where there is no ``answer``, what an answer is: a pair is the padding.

    Example:
        >>> print(*draw_axis(Axis(3, 0, 1, 2, (0, 2)), None, 1).lines, sep="\n")
        right     2    . = padding
        cell        0  1  2  .
        window 0  [ 0  1 ]
        window 1        [ 2  . ]
        yours     1     <-- wrong
    """
    answer = tuple(answer) if isinstance(answer, list) else answer
    if not _is_sound(right) or (answer is not None and _leads_to(right, answer)):
        return None
    is_own = yours is not None and _is_sound(yours) and _leads_to(yours, answer)
    axes = [right, yours] if yours is not None and is_own else [right]
    results = [_result(axis, like if answer is None else answer) for axis in axes]
    for numbers in ((0, 1, -1), (0, -1)):
        shown = [_chosen(axis, numbers) for axis in axes]
        for places in _places(axes, shown):
            rows = _rows(axes, results, shown, places, answer)
            if max(map(display_width, rows)) <= WIDTH:
                sentence = _sentence(axes, results, answer)
                return Picture(sentence, tuple(rows), _drawing(axes, results, answer))
    return None


def _is_sound(axis: Axis) -> bool:
    return min(axis.size, axis.kernel, axis.before + 1, axis.after + 1) >= 1


def _leads_to(axis: Axis, answer: Answer | None) -> bool:
    """Tell whether an axis is what somebody with this answer has in mind."""
    if isinstance(answer, tuple):
        return answer == (axis.before, axis.after)
    return answer == len(axis.starts)


def _chosen(axis: Axis, windows: tuple[int, ...]) -> list[int]:
    """Return the windows to draw, of those whose numbers, or numbers from the end, are given."""
    count = len(axis.starts)
    if len(windows) < count <= _ALL:
        windows = tuple(range(count))
    return sorted({number % count for number in windows if -count <= number < count})


def _rows(
    axes: list[Axis],
    results: list[str],
    shown: list[list[int]],
    places: Places,
    answer: Answer | None,
) -> list[str]:
    """Draw axes below each other, so that a cell is in the same column in all of them."""
    width = max(
        len(_text(axis, place)) for axis in axes for place in places if isinstance(place, int)
    )
    names = [_("result") if answer is None else _("right"), _("yours"), _("cell")]
    names += [_window(number) for numbers in shown for number in numbers]
    label = max(map(display_width, names)) + _AFTER_LABEL
    rows: list[str] = []
    for name, axis, result, numbers in zip(names, axes, results, shown, strict=False):
        mark = f" {wrong()}" if rows else ""
        rows.append(ljust(name, label) + result + mark)
        rows.append(ljust(_("cell"), label) + _row(axis, places, width))
        for number in numbers:
            start = axis.starts[number] - axis.before
            window = range(start, start + axis.kernel)
            rows.append(ljust(_window(number), label) + _row(axis, places, width, window))
    if answer is not None and len(axes) == 1:
        rows.append(f"{ljust(_('yours'), label)}{answer_text(answer)} {wrong()}")
    return _with_legend(rows)


def _places(axes: list[Axis], shown: list[list[int]]) -> Iterator[Places]:
    """Yield the places to draw, counted from the first cell: all of them, or not the middle."""
    windows = [
        range(axis.starts[number] - axis.before, axis.starts[number] - axis.before + axis.kernel)
        for axis, numbers in zip(axes, shown, strict=True)
        for number in numbers
    ]
    paddings = [range(-axis.before, 0) for axis in axes]
    paddings += [range(axis.size, axis.size + axis.after) for axis in axes]
    ends = [range(axis.size)[part] for axis in axes for part in (slice(1), slice(-1, None))]
    every = [*windows, *paddings, *ends]
    if max(map(len, every)) <= _MANY:
        needed = sorted(set(itertools.chain(*every)))
        if needed[-1] - needed[0] < _MANY:
            yield list(range(needed[0], needed[-1] + 1))
        yield _with_dots(needed)
    # Of what is long, both ends still tell where it lies.
    yield _with_dots(sorted({end for some in every if some for end in (some[0], some[-1])}))


def _with_dots(needed: Sequence[int]) -> Places:
    places: Places = [needed[0]]
    for before, place in itertools.pairwise(needed):
        left_out = range(before + 1, place)
        # Dots for a single place would take as much room as the place.
        places += left_out if len(left_out) == 1 else [_DOTS] * bool(left_out)
        places.append(place)
    return places


def _row(axis: Axis, places: Places, width: int, window: range | None = None) -> str:
    """Draw the cells of an axis and its padding, or only those in a window, between brackets."""
    first, last = (window[0], window[-1]) if window else (None, None)
    line = ""
    for before, place in itertools.pairwise(["", *places]):
        gap = "[ " if place == first else " ]" if before == last else " " * MARGIN
        if isinstance(place, str):
            # Dots lie in a window if the place before them does, and is not its end.
            shown = not window or (before in window and before != last)
            line += gap + (place if shown else " " * len(place))
        else:
            text = "" if window and place not in window else _text(axis, place)
            line += f"{gap}{text if window or text != _NOTHING else '':>{width}}"
    return (line + " ]" * (places[-1] == last)).rstrip()


def _text(axis: Axis, place: int) -> str:
    """Return what is at a place of an axis: a cell, padding, or nothing."""
    if 0 <= place < axis.size:
        return str(place)
    return PADDING if -axis.before <= place < axis.size + axis.after else _NOTHING


def _result(axis: Axis, answer: Answer | None) -> str:
    if isinstance(answer, tuple):
        return answer_text((axis.before, axis.after))
    return str(len(axis.starts))


def _window(number: int) -> str:
    return _("window {number}").format(number=number)


def _with_legend(rows: list[str]) -> list[str]:
    """Say what the points and the question marks are, at the right of the first row."""
    legend = {PADDING: _(". = padding"), _NOTHING: _("? = nothing is there")}
    used = {word for row in rows for word in row.split()}
    text = "  ".join(words for sign, words in legend.items() if sign in used)
    if not text:
        return rows
    start = max(map(display_width, rows)) - display_width(text)
    first = ljust(rows[0], max(start, display_width(rows[0]) + _GAP)) + text
    return [first, *rows[1:]]


def _drawing(axes: list[Axis], results: list[str], answer: Answer | None) -> Drawing:
    """Return the same for pictures that are no characters."""
    right = windows(axes[0], results[0])
    if answer is None:
        return Drawing("", "", "", right)
    own = axes[1] if len(axes) > 1 else None
    return Drawing("", "", "", right, windows(own, answer_text(answer)))


def _sentence(axes: list[Axis], results: list[str], answer: Answer | None) -> str:
    right, *own = map(_described, axes, results)
    if answer is None:
        return _("{right} is right.").format(right=right)
    yours = own[0] if own else answer_text(answer)
    return _("{right} is right; yours is {yours}.").format(right=right, yours=yours)


def _described(axis: Axis, result: str) -> str:
    if not axis.starts:
        return result
    starts = [str(start - axis.before) for start in axis.starts]
    few = 4
    if len(starts) > few:
        starts[2:-1] = [_DOTS]
    return _("{result} (windows begin at {cells})").format(result=result, cells=", ".join(starts))
