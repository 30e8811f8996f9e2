"""How the wrong answers to an exercise are made from the right ones, where that can be seen.

A relation is told only if every wrong answer has it, and if so many answers would hardly
have it by luck. To add one, write its look in :mod:`grader.explain.looks`, and a row in
``RELATIONS``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.compare import EPS32
from grader.evidence import Trial
from grader.explain import looks
from grader.explain.pairs import FEW, Look, Looker, Pair
from grader.language import N_, _
from grader.subject import Subject

__all__ = ["LUCK", "RELATIONS", "Relation", "pair_of", "relation_seen"]

#: What would come about by luck more often than this is not told.
LUCK: Final = 0.001
#: Factors down to this part are written as one part of a whole.
_SMALLEST_PART: Final = 100

_LINE: Final = (1,)
_PICTURE: Final = (2, 3)
_CHANNELS: Final = (3,)


@dataclass(frozen=True)
class Relation:
    """One way in which wrong answers are made from right ones.

    Attributes:
        id: Its name for programs; never changes.
        look: Looks for it in one answer.
        text: The sentence, with the count of answers.
        of_one: The same where the constant or the factor is the same in all answers.
        of_types: Whether right values fit in, because the type alone may be wrong.
    """

    id: str
    look: Looker
    text: str
    of_one: str = ""
    of_types: bool = False

    def sentence(self, seen: Sequence[Look]) -> str:
        """Say that all answers have it."""
        amounts = [look.amount for look in seen if look.amount is not None]
        low = max((least for least, _most in amounts), default=math.inf)
        high = min((most for _least, most in amounts), default=-math.inf)
        if self.of_one and low <= high:
            return _(self.of_one).format(count=len(seen), amount=_number(low, high))
        return _(self.text).format(count=len(seen))


#: The most telling first: the first one that all wrong answers have is told.
RELATIONS: Final = (
    Relation(
        "all-zeros",
        looks.clipped(np.zeros_like),
        N_("All {count} wrong answers are full of zeros."),
    ),
    Relation(
        "sign-flipped",
        looks.opposite,
        N_("All {count} wrong answers are the right ones with the other sign."),
    ),
    Relation(
        "transposed",
        looks.moved(_PICTURE, lambda right: right.swapaxes(0, 1)),
        N_("All {count} wrong answers are the right ones with rows and columns exchanged."),
    ),
    Relation(
        "upside-down",
        looks.moved(_PICTURE, lambda right: right[::-1]),
        N_("All {count} wrong answers are the right ones upside down."),
    ),
    Relation(
        "mirrored",
        looks.moved(_PICTURE, lambda right: right[:, ::-1]),
        N_("All {count} wrong answers are the right ones with left and right exchanged."),
    ),
    Relation(
        "turned",
        looks.moved(_PICTURE, lambda right: right[::-1, ::-1]),
        N_("All {count} wrong answers are the right ones turned by half a turn."),
    ),
    Relation(
        "back-to-front",
        looks.moved(_LINE, lambda right: right[::-1]),
        N_("All {count} wrong answers are the right ones back to front."),
    ),
    Relation(
        "channels-exchanged",
        looks.channels_exchanged,
        N_("All {count} wrong answers have the right channels in another order."),
    ),
    Relation(
        "channels-first",
        looks.moved(_CHANNELS, lambda right: right.transpose(2, 0, 1)),
        N_("All {count} wrong answers are the right ones with the channels as the first axis."),
    ),
    Relation(
        "axes-exchanged",
        looks.moved(
            _CHANNELS,
            lambda right: right.transpose(0, 2, 1),
            lambda right: right.transpose(1, 2, 0),
            lambda right: right.transpose(2, 1, 0),
        ),
        N_("All {count} wrong answers are the right ones with their axes in another order."),
    ),
    Relation(
        "axes-of-one",
        looks.without_axes,
        N_("In all {count} wrong answers the values are right, and only the axes differ."),
    ),
    Relation(
        "end-missing",
        looks.part(of_right=True),
        N_("All {count} wrong answers are right as far as they go, but they end too early."),
    ),
    Relation(
        "end-extra",
        looks.part(of_right=False),
        N_("All {count} wrong answers begin with the right one, but they end too late."),
    ),
    Relation(
        "clipped",
        looks.clipped(lambda right: np.maximum(right, 0)),
        N_("All {count} wrong answers are the right ones with 0 for every negative number."),
    ),
    Relation(
        "cut-to-whole",
        looks.cut(np.trunc),
        N_("All {count} wrong answers are the right ones cut to whole numbers."),
        of_types=True,
    ),
    Relation(
        "rounded-down",
        looks.cut(np.floor),
        N_("All {count} wrong answers are the right ones rounded down to whole numbers."),
        of_types=True,
    ),
    Relation(
        "rounded",
        looks.cut(np.rint),
        N_("All {count} wrong answers are the right ones rounded to whole numbers."),
        of_types=True,
    ),
    Relation(
        "off-by-constant",
        looks.shifted,
        N_("In each of the {count} wrong answers all numbers are off by the same amount."),
        N_("In all {count} wrong answers every number is the right one plus {amount}."),
    ),
    Relation(
        "scaled",
        looks.scaled,
        N_("In each of the {count} wrong answers all numbers are the right ones times one factor."),
        N_("In all {count} wrong answers every number is the right one times {amount}."),
    ),
    Relation(
        "off-by-channel",
        looks.shifted_by_channel,
        N_("In each channel of the {count} wrong answers all numbers are off by the same amount."),
    ),
    Relation(
        "last-number",
        looks.inside(_LINE, -1),
        N_("In all {count} wrong answers only the last number is wrong."),
    ),
    Relation(
        "first-number",
        looks.inside(_LINE, 0),
        N_("In all {count} wrong answers only the first number is wrong."),
    ),
    Relation(
        "ends",
        looks.inside(_LINE, 0, -1),
        N_("In all {count} wrong answers mistakes are only at the two ends."),
    ),
    Relation(
        "last-row",
        looks.inside(_PICTURE, -1),
        N_("In all {count} wrong answers mistakes are only in the last row."),
    ),
    Relation(
        "last-column",
        looks.inside(_PICTURE, np.s_[:, -1]),
        N_("In all {count} wrong answers mistakes are only in the last column."),
    ),
    Relation(
        "first-row",
        looks.inside(_PICTURE, 0),
        N_("In all {count} wrong answers mistakes are only in the first row."),
    ),
    Relation(
        "first-column",
        looks.inside(_PICTURE, np.s_[:, 0]),
        N_("In all {count} wrong answers mistakes are only in the first column."),
    ),
    Relation(
        "last-row-or-column",
        looks.inside(_PICTURE, -1, np.s_[:, -1]),
        N_("In all {count} wrong answers mistakes are only in the last row and column."),
    ),
    Relation(
        "first-row-or-column",
        looks.inside(_PICTURE, 0, np.s_[:, 0]),
        N_("In all {count} wrong answers mistakes are only in the first row and column."),
    ),
    Relation(
        "border",
        looks.inside(_PICTURE, 0, -1, np.s_[:, 0], np.s_[:, -1]),
        N_("In all {count} wrong answers mistakes are only at the border."),
    ),
    Relation(
        "negative-only",
        looks.negative_only,
        N_("In all {count} wrong answers mistakes are only where the right number is negative."),
    ),
)


def relation_seen(exercise: Subject, trials: Sequence[Trial]) -> tuple[str, str] | None:
    """Return the id and the sentence of the first relation that all these wrong answers have.

    Example:
        >>> from grader.authoring import Exercise
        >>> from grader.evidence import Outcome
        >>> def twice(x):
        ...     '''Return twice x.'''
        ...     return 2 * x
        >>> exercise = Exercise(function=twice, inputs=dict, points=1, hints=("a", "b"))
        >>> x = np.array([1.0, 2.0, 4.0])
        >>> relation_seen(exercise, [Trial({"x": x}, Outcome("returned", x), 2 * x)] * 3)
        ('scaled', 'In all 3 wrong answers every number is the right one times 0.5.')
    """
    with np.errstate(all="ignore"):  # The student's numbers may be of any size.
        pairs = [pair for trial in trials if (pair := pair_of(exercise, trial)) is not None]
        if len(pairs) < max(len(trials), FEW):
            return None
        for relation in RELATIONS:
            seen = _seen(relation, pairs)
            telling = sum(look.luck < 1 for look in seen)
            if telling >= FEW and math.prod(look.luck for look in seen) <= LUCK:
                return relation.id, relation.sentence(seen)
    return None


def _seen(relation: Relation, pairs: Sequence[Pair]) -> list[Look]:
    """Look at all answers; empty where one of them does not have the relation."""
    seen: list[Look] = []
    for pair in pairs:
        look = relation.look(pair)
        if look is None or (pair.is_right and not relation.of_types):
            return []
        seen.append(Look(1.0) if pair.is_right else look)
    return seen


def pair_of(exercise: Subject, trial: Trial) -> Pair | None:
    """Return a wrong answer beside the right one; ``None`` where there are no two arrays."""
    value, right = trial.outcome.value, trial.right
    if type(value) is not np.ndarray or value.dtype.kind not in "iuf" or not value.size:
        return None
    if not isinstance(right, np.ndarray):
        return None
    allowed = exercise.error(trial.arguments)
    allowed = EPS32 * np.abs(right) if allowed is None else np.broadcast_to(allowed, right.shape)
    return Pair(value.astype(np.float64), right.astype(np.float64), allowed)


def _number(low: float, high: float) -> str:
    """Write the simplest number between two, neither of them 0: 2, 0.5 or 1/9."""
    middle = (low + high) / 2
    short = format(middle, ".4g")
    parts = round(1 / middle)
    if low <= float(short) <= high or not 1 < abs(parts) <= _SMALLEST_PART:
        return short
    return f"{'-' if parts < 0 else ''}1/{abs(parts)}" if low <= 1 / parts <= high else short
