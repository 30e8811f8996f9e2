"""Makes wrong answers of every known kind, and looks whether they are caught and named.

The answers are those of the models: what a function with just that misconception returns.
They go the way of a student's answers, from the comparison to the diagnosis.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from grader.author.alike import Predicted
from grader.evidence import Error, Outcome, Trial
from grader.explain.candidate import AT_LEAST, Candidate, predict
from grader.explain.diagnose import diagnose
from grader.explain.forms import FORMS
from grader.gather import Question
from grader.misconception import WHOLE
from grader.proof import Named
from grader.subject import Subject

__all__ = ["forms", "known_as", "pairs", "predicted", "singles", "tried"]

#: A pair's variants go together in many ways; no more than this are tried unless all are wanted.
MOST_WAYS: Final = 5

#: What makes an answer of each form from a right array; a form that is not here is a hole.
_FORMED: Final[Mapping[str, Callable[[np.ndarray], object]]] = {
    "returns-list": np.ndarray.tolist,
    "returns-keepdims": lambda right: right[np.newaxis],
    "returns-scalar-channel-lost": np.squeeze,
    "input-modified": lambda right: right,
    "float16-accumulation": lambda right: right.astype(np.float16),
}


@dataclass(frozen=True)
class _Told:
    """What became of one wrong function.

    Attributes:
        needs: How many calls it took until the first wrong answer; 0 if there is none.
        shows: How many answers are wrong.
        ids: What was told; ``None`` where nothing was.
    """

    needs: int
    shows: int
    ids: frozenset[str] | None


def known_as(exercise: Subject, ids: Iterable[str]) -> frozenset[str]:
    """Return ids as they are told in an exercise: of one behaviour, the first name."""
    return frozenset(
        next((group[0] for group in exercise.alike if one in group), one) for one in ids
    )


def predicted(question: Question, candidate: Candidate) -> Predicted:
    """Say what a function with these misconceptions does on each call."""
    exercise = question.exercise
    return Predicted(candidate, [predict(exercise, candidate, call) for call in question.calls])


def singles(question: Question, every: Iterable[Predicted]) -> list[Named]:
    """Look whether each misconception of an exercise is caught and named, in every variant."""
    by_id: dict[str, list[_Told]] = {}
    for one in every:
        (name,) = one.candidate.ids
        by_id.setdefault(name, []).append(_told(question, _trials(question, one)))
    return [_row(question.exercise, "single", (name,), told) for name, told in by_id.items()]


def forms(question: Question) -> list[Named]:
    """Look whether right numbers in a wrong form are named, where the form can be had."""
    rows = []
    for form in FORMS:
        trials = [
            question.trial(call, outcome, right)
            for call, right in zip(question.calls, question.right, strict=True)
            if (outcome := _formed(form.id, call, right)) is not None
        ]
        if sum(trial.is_wrong for trial in trials) >= AT_LEAST:
            told = _told(question, enumerate(trials))
            rows.append(_row(question.exercise, "form", (form.id,), [told]))
    return rows


def pairs(
    question: Question, declared: Iterable[tuple[str, str]], *, every: bool = False
) -> list[Named]:
    """Look what is told of two misconceptions together, for each pair that can be.

    * ``every`` tries all ways in which the variants of the two go together, not just some.
    """
    rows = []
    for pair in declared:
        told = [
            _told(question, _trials(question, predicted(question, candidate)))
            for candidate in tried(question.exercise, pair, every=every)
        ]
        if told:
            rows.append(_row(question.exercise, "pair", pair, told))
    return rows


def tried(exercise: Subject, pair: tuple[str, str], *, every: bool = False) -> list[Candidate]:
    """Return the ways in which two misconceptions go together: those that replace other rules."""
    one, other = (
        [known for known in exercise.wrong_answers if known[0].id == name] for name in pair
    )
    ways = [
        Candidate((mine, theirs))
        for mine, theirs in itertools.product(one, other)
        if not mine[1].rules.keys() & theirs[1].rules.keys()
        and WHOLE not in mine[1].rules.keys() | theirs[1].rules.keys()
    ]
    step = 1 if every else -(-len(ways) // MOST_WAYS) or 1
    return ways[::step]


def _trials(question: Question, one: Predicted) -> Iterator[tuple[int, Trial]]:
    """Yield the calls of which it is known what comes back, with that."""
    known = zip(question.calls, question.right, one.answers, strict=True)
    for number, (call, right, answer) in enumerate(known):
        if answer.kind == "returns":
            yield number, question.trial(call, Outcome("returned", answer.value), right)
        elif answer.kind == "raises":
            error = Error(answer.error, "")
            yield number, question.trial(call, Outcome("raised", error=error), right)


def _told(question: Question, numbered: Iterable[tuple[int, Trial]]) -> _Told:
    trials = dict(numbered)
    wrong = [number for number, trial in trials.items() if trial.is_wrong]
    found = diagnose(question.exercise, tuple(trials.values()))
    return _Told(
        needs=wrong[0] + 1 if wrong else 0,
        shows=len(wrong),
        ids=None if found is None else known_as(question.exercise, found.ids),
    )


def _row(
    exercise: Subject,
    kind: Literal["single", "pair", "form"],
    ids: tuple[str, ...],
    told: Sequence[_Told],
) -> Named:
    right = known_as(exercise, ids)
    wrongly = [one.ids for one in told if one.ids is not None and not _may_tell(one.ids, right)]
    named = sum(one.ids == right for one in told)
    best_hidden = min(told, key=lambda one: (one.shows >= AT_LEAST, bool(one.needs), -one.needs))
    return Named(
        exercise=exercise.name,
        kind=kind,
        ids=ids,
        variants=len(told),
        caught=sum(bool(one.needs) for one in told),
        named=named,
        unnamed=len(told) - named - len(wrongly),
        misnamed=len(wrongly),
        needs=best_hidden.needs,
        shows=best_hidden.shows,
        said=tuple(dict.fromkeys(tuple(sorted(ids)) for ids in wrongly)),
    )


def _may_tell(ids: frozenset[str], right: frozenset[str]) -> bool:
    """Say whether what was told is no lie: it explains every answer, and is half of what is so."""
    return ids <= right


def _formed(form: str, call: Mapping[str, object], right: object) -> Outcome | None:
    """Return what comes back in this form; ``None`` where there is no such thing."""
    if not isinstance(right, np.ndarray) or form not in _FORMED:
        return None
    arrays = tuple(name for name, value in call.items() if isinstance(value, np.ndarray))[:1]
    changed = arrays if form == "input-modified" else ()
    with np.errstate(over="ignore"):
        return Outcome("returned", _FORMED[form](right), changed=changed)
