"""Records what is known of chosen calls: right answers, wrong ones, facets, shapes and traces."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.author.behaviour import Behaviour, behaviours
from grader.author.casebook_file import Contents, narrowed
from grader.authoring import Exercise
from grader.casebook import RIGHT
from grader.compare import difference
from grader.explain.candidate import own_error
from grader.explain.frames import places
from grader.explain.illustrate import answer_at
from grader.explain.picture import draw
from grader.explain.rows import is_rows
from grader.gather import Call
from grader.misconception import Way
from grader.sequences import shape_of
from grader.trace import Drawable
from grader.worker.wire import encode

__all__ = ["Recording"]

#: Of the smallest calls, how every number of a small answer comes about.
_TRACED_CALLS, _TRACED_CELLS = 12, 12


@dataclass
class Recording:
    """What was recorded so far.

    Attributes:
        pairs: Declared pairs of misconceptions.
        contents: All of it, for the casebook.
        behaviours: The known mistakes of each exercise so far, in the order of their rows.
        worked: Of each exercise the numbers of the calls that it works out, or of a small one.
    """

    pairs: Sequence[tuple[str, str]]
    contents: Contents = field(default_factory=lambda: Contents([], [], [], [], {}))
    behaviours: list[Behaviour] = field(default_factory=list)
    worked: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, exercise: Exercise, calls: Sequence[Call]) -> None:
        """Record an exercise's calls."""
        known = behaviours(exercise, self.pairs)
        self.behaviours.append(known)
        first = len(self.contents.calls)
        which = np.zeros((len(known.rows), len(calls)), np.uint16)
        for at, call in enumerate(calls):
            allowed = exercise.error(call)
            self.contents.calls.append(
                (tuple(call.values()), exercise.right(call), _rounded_up(allowed))
            )
            answers, numbers = _answers(known, call)
            self.contents.answers.append(answers)
            which[:, at] = numbers
            self.contents.views.append(_view(exercise, call))
        self.contents.which.append(which)
        worked = _worked(exercise, calls)
        self.worked.append(worked)
        for at in worked:
            for place in places(exercise, calls[at]):
                self._trace(known, first + at, calls[at], RIGHT, place)
        for at, row, place in _places(known, calls):
            self._trace(known, first + at, calls[at], row, place)

    def _trace(
        self, known: Behaviour, number: int, call: Call, row: int, place: tuple[int, ...]
    ) -> None:
        """Record how a number comes about, if that can be drawn."""
        exercise, traces = known.exercise, self.contents.traces
        right = exercise.right(call)
        shape = shape_of(right)
        if is_rows(right) or len(place) != len(shape):
            return  # Rows are drawn as they are.
        flat = int(np.ravel_multi_index(place, shape)) if place else 0
        of_right = traces.get((number, RIGHT, flat)) or _traced(exercise, place, call)
        if of_right is None:
            return
        mine, answer = None, None
        if row != RIGHT:
            mine = _traced(exercise, place, call, known.rows[row].candidate.parts)
            value = known.predict(row, call).value
            answer = answer_at(of_right, place, value)
        if draw(of_right, mine, answer, picture="x", kernel="w") is None:
            return
        traces[number, RIGHT, flat] = of_right
        if mine is not None:
            traces[number, row, flat] = mine


def _worked(exercise: Exercise, calls: Sequence[Call]) -> tuple[int, ...]:
    """Return which calls are worked out; if none is, the smallest with more than one cell."""
    numbers = {encode(tuple(call.values())): at for at, call in enumerate(calls)}
    found = [numbers.get(encode(tuple(call.values()))) for call in exercise.worked]
    if worked := tuple(at for at in found if at is not None):
        return worked
    several = (at for at, call in enumerate(calls) if math.prod(shape_of(exercise.right(call))) > 1)
    return (next(several, 0),)


def _answers(known: Behaviour, call: Call) -> tuple[list[tuple[str, Any, float | None]], list[int]]:
    """Return what mistakes answer, every answer once, and for each mistake which it is."""
    found: dict[bytes, tuple[str, Any, float | None]] = {}
    numbers = []
    for row, one in zip(known.rows, known.predictions(call), strict=True):
        value = one.error if one.kind == "raises" else one.value
        key = encode((one.kind, narrowed(value)))
        error = None
        if one.kind == "returns":
            error = _rounded_up(own_error(known.exercise, row.candidate, call))
        before = found.get(key, (one.kind, value, error))
        largest = max((e for e in (before[2], error) if e is not None), default=None)
        found[key] = (one.kind, before[1], largest)
        numbers.append(list(found).index(key))
    return list(found.values()), numbers


def _view(exercise: Exercise, call: Call) -> tuple[tuple[bool | None, ...], tuple[Any, ...]]:
    asked = (facet.ask(call) for facet in exercise.facets)
    facets = tuple(None if answer is None else bool(answer) for answer in asked)
    shapes = tuple(tuple(map(int, rule.of(call))) for rule in exercise.shape_rules)
    return facets, shapes


def _places(known: Behaviour, calls: Sequence[Call]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield the numbers that will be drawn: of which call, for which mistake, at which place."""
    exercise = known.exercise
    for row in range(len(known.rows)):
        shown = [at for at, call in enumerate(calls) if known.shows(row, call)]
        for at in dict.fromkeys(_first_of_each_side(exercise, calls, shown)):
            place = _first_wrong(known, row, calls[at])
            if place is not None:
                yield at, row, place
    for at, call in enumerate(calls[:_TRACED_CALLS]):
        shape = shape_of(exercise.right(call))
        if np.prod(shape, dtype=int) <= _TRACED_CELLS:
            yield from ((at, RIGHT, place) for place in np.ndindex(*shape))


def _first_of_each_side(
    exercise: Exercise, calls: Sequence[Call], shown: Sequence[int]
) -> Iterator[int]:
    """Yield the first call, and the first on each side of a facet by which code branches."""
    yield from shown[:1]
    for facet in exercise.facets:
        if facet.branches:
            for answer in (True, False):
                yield from [at for at in shown if facet.ask(calls[at]) is answer][:1]


def _first_wrong(known: Behaviour, row: int, call: Call) -> tuple[int, ...] | None:
    exercise = known.exercise
    value = known.predict(row, call).value
    found = difference(value, exercise.right(call), exercise.error(call))
    return found.wrong[0] if found is not None and found.kind == "values" else None


def _traced(
    exercise: Exercise, place: tuple[int, ...], call: Call, ways: Sequence[Way] = ()
) -> Drawable | None:
    try:
        return exercise.traced(place, call, ways)
    except Exception:  # noqa: BLE001  (wrong rules fail in every way that code can)
        return None


def _rounded_up(error: Any) -> Any:
    """Return what is allowed, in single precision: never less, and hardly more."""
    if error is None:
        return None
    up = np.nextafter(np.asarray(error, np.float32), np.float32(np.inf))
    return up if isinstance(error, np.ndarray) else float(up)
