"""What each known mistake does on a call, so that two of them can be told apart. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from grader.author.naming import known_as, tried
from grader.authoring import Exercise
from grader.evidence import call_size
from grader.explain.candidate import Candidate, Prediction, is_wrong, predict, shows
from grader.gather import Call
from grader.worker.wire import encode

__all__ = ["Behaviour", "Row", "behaviours", "size_of"]

#: Answers are compared up to this many decimals: two ways to compute a number differ in the last.
_DECIMALS: Final = 6
#: What a call's column holds where a mistake does not answer.
UNDEFINED, RAISES = 0, 1


@dataclass
class Row:
    """One known mistake, or two together.

    Attributes:
        candidate: The mistake.
        told: The ids that it is told by: of one behaviour, the first name.
    """

    candidate: Candidate
    told: frozenset[str]


@dataclass
class Behaviour:
    """All known mistakes of an exercise, and what they do on any call.

    Attributes:
        exercise: The exercise.
        rows: Its mistakes: singles first, then declared pairs in all ways.
    """

    exercise: Exercise
    rows: tuple[Row, ...]
    _codes: dict[bytes, int] = field(default_factory=dict)

    def predictions(self, call: Call) -> list[Prediction]:
        """Return what each mistake does on a call."""
        return [self.predict(number, call) for number in range(len(self.rows))]

    def predict(self, number: int, call: Call) -> Prediction:
        """Return what one mistake does on a call."""
        return predict(self.exercise, self.rows[number].candidate, call)

    def column(self, call: Call) -> np.ndarray:
        """Return a number for what each mistake does: equal ones do the same, as a student would.

        0 where that is not known, 1 where it raises, whatever it raises.
        """
        return np.array([self._code(found) for found in self.predictions(call)])

    def shows(self, number: int, call: Call) -> bool:
        """Say whether a call shows a mistake: both of them, where they are two together."""
        return shows(self.exercise, self.rows[number].candidate, call)

    def shown(self, call: Call) -> np.ndarray:
        """Return which mistakes give a wrong answer to a call, or the exception they show as."""
        found = zip(self.rows, self.predictions(call), strict=True)
        wrong = [is_wrong(self.exercise, row.candidate, call, one) for row, one in found]
        return np.array(wrong, dtype=bool)

    def separates(self, one: int, other: int) -> Callable[[Call], bool]:
        """Return the question whether two mistakes do different things on a call."""
        candidates = [self.rows[number].candidate for number in (one, other)]

        def ask(call: Call) -> bool:
            mine, theirs = (
                self._code(predict(self.exercise, candidate, call)) for candidate in candidates
            )
            return mine != theirs and UNDEFINED not in {mine, theirs}

        return ask

    def _code(self, found: Prediction) -> int:
        if found.kind == "undefined":
            return UNDEFINED
        if found.kind == "raises":
            return RAISES
        return self._codes.setdefault(_signature(found.value), len(self._codes) + 2)


def behaviours(exercise: Exercise, pairs: Sequence[tuple[str, str]]) -> Behaviour:
    """Return the behaviour of an exercise's mistakes, and of declared pairs of them."""
    candidates = [Candidate((one,)) for one in exercise.wrong_answers]
    candidates += [one for pair in pairs for one in tried(exercise, pair, every=True)]
    rows = tuple(Row(one, known_as(exercise, one.ids)) for one in candidates)
    return Behaviour(exercise, rows)


def size_of(call: Call) -> tuple[float, ...]:
    """Return how much there is to read in a call: the smaller, the easier to check by hand.

    First the elements of arrays and descriptions, then whole numbers; of calls as small as each
    other, those whose elements are all different and none is 0 come first, and then those with
    small numbers.

    Example:
        >>> size_of({"x": np.array([7.0, 7.0, 0.0]), "stride": 3, "pads": (1, 1)})
        (3, 5, 2, 7.0)
    """
    arrays = list(_arrays(list(call.values())))
    cells = call_size(call)
    values = np.abs(np.concatenate([array.ravel() for array in arrays] or [np.zeros(0)]))
    different = int(np.count_nonzero(np.unique(values)))
    largest = float(np.max(values, initial=0))
    return cells, sum(map(_whole, call.values())), cells - different, largest


def _arrays(value: Any) -> Iterator[np.ndarray]:
    """Yield the arrays of a value, wherever they lie in it."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (tuple, list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _arrays(one)


def _whole(value: Any) -> int:
    if isinstance(value, dict):
        return _whole(tuple(value.values()))
    if isinstance(value, (tuple, list)):
        return sum(map(_whole, value))
    return abs(value) if isinstance(value, int) else 0


def _signature(value: Any) -> bytes:
    """Return bytes that are equal for answers which nobody can tell apart."""
    return encode(_rounded(value))


def _rounded(value: Any) -> Any:
    """Return an answer with its floats rounded, and tuples for lists."""
    if isinstance(value, (tuple, list)):
        return tuple(map(_rounded, value))
    is_array = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    if not is_array and not isinstance(value, (float, np.floating)):
        return value
    with np.errstate(all="ignore"):
        rounded = np.round(np.asarray(value, np.float64), _DECIMALS) + 0.0
    return rounded if is_array else float(rounded)
