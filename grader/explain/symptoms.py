"""What is seen where no known misconception explains an exercise's answers.

Which calls pass and which fail, what shape the answers have, how wrong ones are made from
right ones. What is told is true of every call that it speaks about, rests on at least
three wrong calls, and would hardly come about by luck. A wrong reason is worse than none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from grader.evidence import Trial
from grader.explain.pairs import FEW
from grader.explain.relations import LUCK, relation_seen
from grader.explain.shapes import shape_seen
from grader.language import _
from grader.misconception import Facet
from grader.subject import Subject

__all__ = ["Symptom", "symptoms", "told"]

#: More than this is not read.
_MOST: Final = 2

Test = Callable[[Trial], bool]


@dataclass(frozen=True)
class Symptom:
    """One thing that is seen.

    Attributes:
        id: Its name for programs, such as ``facet:one-channel``; never changes.
        text: What is seen, in a sentence with the counts behind it.
    """

    id: str
    text: str


@dataclass(frozen=True)
class _Split:
    """Calls sorted by a facet: nothing happens on one side, on the other side it does.

    Attributes:
        id: The facet's; with "not-" before it where nothing happens if the answer is no.
        other_id: The same for the other side.
        quiet: When nothing happens, in words.
        loud: When it happens.
        without: How many calls are on the quiet side.
        count: On how many of the other side it happens.
        total: How many calls are there.
        elsewhere: How often it happens where the question is idle.
    """

    id: str
    other_id: str
    quiet: str
    loud: str
    without: int
    count: int
    total: int
    elsewhere: int

    @property
    def luck(self) -> float:
        """How often nothing would happen on the quiet side, if the side did not matter."""
        calls, without = self.without + self.total, self.without
        return math.comb(calls - self.count, without) / math.comb(calls, without)

    @property
    def is_clear(self) -> bool:
        """Whether there is something to tell, and nothing is left that it does not speak of."""
        many = self.count >= FEW and 2 * self.count >= self.total and not self.elsewhere
        return many and self.without >= FEW and self.luck <= LUCK


def symptoms(exercise: Subject, trials: Sequence[Trial]) -> tuple[Symptom, ...]:
    """Return what is seen in the calls of an exercise: two things at most, the best first.

    Example:
        >>> import numpy as np
        >>> from grader.authoring import Exercise
        >>> from grader.evidence import Outcome
        >>> from grader.misconception import Facet
        >>> def twice(n):
        ...     '''Return twice n.'''
        ...     return 2 * n
        >>> even = Facet(id="even", ask=lambda call: call["n"] % 2 == 0,
        ...              yes="when n is even", no="when n is odd")
        >>> exercise = Exercise(function=twice, inputs=dict, points=1, hints=("a", "b"),
        ...                     facets=(even,))
        >>> def trial(n):
        ...     found = Difference("values", ((),), 1) if n % 2 else None
        ...     return Trial({"n": n}, Outcome("returned", 2 * (n - n % 2)), 2 * n, found)
        >>> from grader.evidence import Difference
        >>> for symptom in symptoms(exercise, [trial(n) for n in range(20)]):
        ...     print(symptom.text)
        Right when n is even (10 of 10 tests), wrong when n is odd (10 of 10).
    """
    tried = [trial for trial in trials if trial.outcome.kind != "not_graded"]
    wrong = [trial for trial in tried if not trial.is_right]
    if len(wrong) < FEW:
        return ()
    raised = Counter(trial.symptom for trial in wrong if trial.outcome.kind == "raised")
    error = raised.most_common(1)[0][0] if raised else ""
    if raised[error] == len(wrong):
        return _told_first(_crash(exercise, tried, error, alone=True))
    facet = _facet(exercise, tried)
    crash = _crash(exercise, tried, error, alone=False) if error else None
    of_returned = _facet_of_returned(exercise, tried) if error and facet is None else None
    relation = _relation(exercise, wrong)
    return _told_first(facet, crash, of_returned, relation, _shape(exercise, tried))


def told(seen: Sequence[Symptom]) -> tuple[str, ...]:
    """Return the sentences for the console; none where nothing is seen.

    Example:
        >>> told([Symptom("shape-right", "On all 60 tests the shape is right.")])
        ('Not one of the mistakes I know. What I see:', 'On all 60 tests the shape is right.')
    """
    texts = tuple(symptom.text for symptom in seen)
    # An exception speaks for itself, and is no "mistake" that one could know.
    if all(symptom.id.startswith("crash:") for symptom in seen):
        return texts
    return (_("Not one of the mistakes I know. What I see:"), *texts)


def _told_first(*found: Symptom | None) -> tuple[Symptom, ...]:
    return tuple(symptom for symptom in found if symptom is not None)[:_MOST]


def _best_split(exercise: Subject, trials: Sequence[Trial], happens: Test) -> _Split | None:
    """Return the facet that sorts most calls, the first of those that sort equally many."""
    splits = [
        split
        for facet in exercise.facets
        for split in _splits(facet, trials, happens)
        if split.is_clear
    ]
    return min(splits, key=lambda split: split.total - split.count, default=None)


def _splits(facet: Facet, trials: Sequence[Trial], happens: Test) -> list[_Split]:
    """Sort calls by a facet; two results, one or none where it is quiet on two sides, on one."""
    asked = [(facet.ask(trial.arguments), happens(trial)) for trial in trials]
    count = Counter(asked)
    yes = (facet.id, facet.yes, True)
    no = (f"not-{facet.id}", facet.no, False)
    return [
        _Split(
            *(quiet[0], loud[0], quiet[1], loud[1]),
            without=count[quiet[2], False],
            count=count[loud[2], True],
            total=count[loud[2], True] + count[loud[2], False],
            elsewhere=count[None, True],
        )
        for quiet, loud in ((yes, no), (no, yes))
        if not count[quiet[2], True]
    ]


def _facet(exercise: Subject, tried: Sequence[Trial]) -> Symptom | None:
    """Tell right calls from all others."""
    split = _best_split(exercise, tried, lambda trial: not trial.is_right)
    if split is None:
        return None
    if all(trial.outcome.kind == "returned" for trial in tried):
        text = _("Right {good} ({right} of {right} tests), wrong {bad} ({wrong} of {tested}).")
    else:
        text = _("Right {good} ({right} of {right} tests), fails {bad} ({wrong} of {tested}).")
    return Symptom(f"facet:{split.id}", _sentence(text, split))


def _facet_of_returned(exercise: Subject, tried: Sequence[Trial]) -> Symptom | None:
    """Tell right answers from wrong ones, where exceptions are told on their own."""
    returned = [trial for trial in tried if trial.outcome.kind == "returned"]
    split = _best_split(exercise, returned, lambda trial: not trial.is_right)
    if split is None:
        return None
    text = _(
        "Where it returns, it is right {good} ({right} of {right} tests), "
        "wrong {bad} ({wrong} of {tested})."
    )
    return Symptom(f"facet:{split.id}", _sentence(text, split))


def _sentence(text: str, split: _Split) -> str:
    return text.format(
        good=split.quiet,
        bad=split.loud,
        right=split.without,
        wrong=split.count,
        tested=split.total,
    )


def _crash(
    exercise: Subject, tried: Sequence[Trial], symptom: str, *, alone: bool
) -> Symptom | None:
    """Say when an exception comes; it is named unless it is all that is wrong."""
    split = _best_split(exercise, tried, lambda trial: trial.symptom == symptom)
    if split is None:
        return None
    always = split.count == split.total
    if alone and always:
        text = _("It happens {when} ({count} of {tested} tests) and never otherwise.")
    elif alone:
        text = _("It happens only {when} ({count} of {tested} tests).")
    elif always:
        text = _("It raises {error} {when} ({count} of {tested} tests) and never otherwise.")
    else:
        text = _("It raises {error} only {when} ({count} of {tested} tests).")
    said = text.format(
        error=symptom.removeprefix("raised "),
        when=split.loud,
        count=split.count,
        tested=split.total,
    )
    return Symptom(f"crash:{split.other_id}", said)


def _relation(exercise: Subject, wrong: Sequence[Trial]) -> Symptom | None:
    returned = [trial for trial in wrong if trial.outcome.kind == "returned"]
    seen = relation_seen(exercise, returned)
    return None if seen is None else Symptom(f"relation:{seen[0]}", seen[1])


def _shape(exercise: Subject, tried: Sequence[Trial]) -> Symptom | None:
    seen = shape_seen(exercise, tried)
    return None if seen is None else Symptom(*seen)
