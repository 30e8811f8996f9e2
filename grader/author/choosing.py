"""Chooses the calls of an exercise that go into the casebook.

First the author's worked examples; then, for every known mistake, the smallest call that shows
it; then, for every two that are not told apart yet, the smallest that does so; then
what else was drawn, until every mistake shows often enough and there are enough calls.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

import numpy as np

from grader.author.behaviour import Behaviour, behaviours, size_of
from grader.authoring import Exercise
from grader.draw import draw_calls, smallest
from grader.gather import Call
from grader.readable import readable
from grader.worker.wire import encode

__all__ = ["CALLS", "EXPOSED", "choose"]

#: How many calls an exercise gets, and how many of them show each mistake at least.
CALLS: Final = 60
EXPOSED: Final = 5
#: Drawn calls among which the others are chosen.
_DRAWN: Final = 400
#: Calls that one search begins with.
_EXAMPLES: Final = 100


def choose(exercise: Exercise, pairs: Sequence[tuple[str, str]], *, seed: int) -> tuple[Call, ...]:
    """Return the calls of an exercise, from small to large.

    * ``pairs`` are the declared ones; those that this exercise does not know are left out.
    """
    known = behaviours(exercise, pairs)
    chosen = _Chosen(known, map(dict, exercise.worked))
    for call in _smallest_that_show(known, seed):
        chosen.add(call)
    drawn = draw_calls(exercise, seed=seed, examples=_DRAWN)
    _separate(chosen, drawn, seed)
    _fill(chosen, drawn)
    return tuple(sorted(chosen.calls, key=size_of))


class _Chosen:
    """The calls so far, each once, and what the mistakes do on them."""

    def __init__(self, known: Behaviour, calls: Iterable[Call]) -> None:
        self.known = known
        self.calls: list[Call] = []
        self.columns: list[np.ndarray] = []
        self.shown: list[np.ndarray] = []
        self._seen: set[bytes] = set()
        for call in calls:
            self.add(call)

    def add(self, call: Call) -> None:
        """Add a call, unless it is there."""
        key = encode(tuple(call.values()))
        if key not in self._seen:
            self._seen.add(key)
            self.calls.append(call)
            self.columns.append(self.known.column(call))
            self.shown.append(self.known.shown(call))

    def alike(self) -> list[tuple[int, int]]:
        """Return all two that are told by other names, and do the same on every call so far."""
        table = np.array(self.columns).T
        rows = self.known.rows
        return [
            (one, other)
            for one, other in itertools.combinations(range(len(rows)), 2)
            if rows[one].told != rows[other].told and not _differ(table[one], table[other]).any()
        ]

    def exposed(self) -> np.ndarray:
        """Return how many calls show each mistake."""
        counts: np.ndarray = np.sum(self.shown, axis=0, initial=0)
        return counts


def _differ(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    differ: np.ndarray = (one != other) & (one > 0) & (other > 0)
    return differ


def _smallest_that_show(known: Behaviour, seed: int) -> list[Call]:
    """Return few calls among which there is, for every mistake, the smallest that shows it."""
    found: list[tuple[int, Call]] = []
    for number in range(len(known.rows)):
        call = _search(known.exercise, partial(known.shows, number), seed)
        if call is not None:
            found.append((number, call))
    calls = {encode(tuple(call.values())): call for _number, call in found}
    covers = {
        key: {n for n, best in found if size_of(call) <= size_of(best) and known.shows(n, call)}
        for key, call in calls.items()
    }
    left = {number for number, _call in found}
    few = []
    while left:
        key = max(covers, key=lambda one: (len(covers[one] & left), -size_of(calls[one])[0]))
        few.append(calls[key])
        left -= covers[key]
    return few


def _separate(chosen: _Chosen, drawn: Sequence[Call], seed: int) -> None:
    """Add the smallest calls that tell two mistakes apart, as long as there are such two."""
    known = chosen.known
    table = np.array([known.column(call) for call in drawn]).T
    for one, other in chosen.alike():
        if not _differ(table[one], table[other]).any():
            continue  # Not told apart by any of hundreds: nothing to look for.
        if _differ(*np.array(chosen.columns)[:, [one, other]].T).any():
            continue  # By one that was added for others.
        asked = known.separates(one, other)
        best = min(itertools.compress(drawn, _differ(table[one], table[other])), key=size_of)
        call = _search(known.exercise, asked, seed)
        chosen.add(min((best, call), key=size_of) if call is not None else best)


def _fill(chosen: _Chosen, drawn: Sequence[Call]) -> None:
    """Add drawn calls: those that show what is seldom shown, and then the others."""
    shown = np.array([chosen.known.shown(call) for call in drawn])
    waiting = list(range(len(drawn)))
    while waiting:
        short = chosen.exposed() < EXPOSED
        gains = (shown[waiting] & short).sum(axis=1)
        if not gains.max(initial=0):
            break
        sizes = np.array([size_of(drawn[at])[0] for at in waiting])
        best = waiting[int(np.lexsort((sizes, -gains))[0])]
        chosen.add(drawn[best])
        waiting.remove(best)
    for at in waiting:
        if len(chosen.calls) >= CALLS:
            break
        chosen.add(drawn[at])


def _search(exercise: Exercise, has: Callable[[Call], bool], seed: int) -> Call | None:
    found = smallest(exercise, has, seed=seed, examples=_EXAMPLES)
    return None if found is None else readable(found, has, exercise.may_ask)
