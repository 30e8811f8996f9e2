"""One explanation of wrong answers, held against what a function really did. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from grader.compare import difference, same_answer
from grader.evidence import Trial
from grader.misconception import RecordedError, UndefinedError, Way
from grader.probe import Probed
from grader.scalars import is_number
from grader.subject import Subject
from grader.worker.wire import encode

__all__ = [
    "AT_LEAST",
    "Candidate",
    "Case",
    "Fit",
    "Prediction",
    "agrees",
    "fit",
    "is_wrong",
    "own_error",
    "predict",
    "shows",
]

#: Fewer wrong answers than this are no evidence.
AT_LEAST = 3
#: Two answers that differ by more than this share are not told apart by rounding.
_ROUNDING = 0.01


@dataclass(frozen=True)
class Candidate:
    """One misconception, or two together, each in one of its variants."""

    parts: tuple[Way, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(one.id for one, _ in self.parts)

    @cached_property
    def raises(self) -> frozenset[str]:
        """Classes of exceptions that are symptoms themselves."""
        return frozenset(variant.raises for _, variant in self.parts if variant.raises)


@dataclass(frozen=True)
class Prediction:
    """What a function with these misconceptions does on one call.

    Attributes:
        kind: It returns something, raises something, or nobody can say.
        value: What it returns.
        error: The class of what it raises.
    """

    kind: Literal["returns", "raises", "undefined"]
    value: Any = None
    error: str = ""


@dataclass(frozen=True)
class Case:
    """A call that was tried, with the largest error that its right answer may have."""

    trial: Trial
    allowed: float | None

    @classmethod
    def of(cls, exercise: Subject, trial: Trial) -> Case:
        """Make a case of a trial."""
        allowed = exercise.error(trial.arguments)
        return cls(trial, None if allowed is None else float(np.max(allowed, initial=0.0)))


@dataclass(frozen=True)
class Fit:
    """How well a candidate explains all calls; made only where nothing speaks against it.

    Attributes:
        agrees: Calls on which the function gave what the candidate gives.
        calls: All calls.
        discriminating: Those of the agreeing ones that are wrong: the evidence.
    """

    agrees: int
    calls: int
    discriminating: int


def predict(exercise: Subject, candidate: Candidate, arguments: Mapping[str, Any]) -> Prediction:
    """Say what a function with these misconceptions does on a call."""
    try:
        with np.errstate(all="ignore"):
            return Prediction("returns", exercise.answer(arguments, candidate.parts))
    except UndefinedError:
        return Prediction("undefined")
    except RecordedError as error:
        return Prediction("raises", error=error.type)
    except Exception as error:  # noqa: BLE001  (wrong rules fail in every way that code can)
        return Prediction("raises", error=type(error).__name__)


def is_wrong(
    exercise: Subject, candidate: Candidate, arguments: Mapping[str, Any], predicted: Prediction
) -> bool:
    """Say whether what is predicted is a wrong answer, or the exception that a mistake shows as."""
    if predicted.kind == "raises":
        return len(candidate.parts) == 1 and predicted.error in candidate.raises
    if predicted.kind != "returns":
        return False
    right, allowed = exercise.right(arguments), exercise.error(arguments)
    return difference(predicted.value, right, allowed) is not None


def shows(exercise: Subject, candidate: Candidate, arguments: Mapping[str, Any]) -> bool:
    """Say whether a call shows a mistake: both of them, where they are two together."""
    predicted = predict(exercise, candidate, arguments)
    if not is_wrong(exercise, candidate, arguments, predicted):
        return False
    if len(candidate.parts) == 1:
        return True
    # What stops the function cannot show on the call on which the other one shows.
    parts = [part for part in candidate.parts if not part[1].raises]
    if len(parts) < len(candidate.parts):
        return predicted.kind == "returns"
    alone = (predict(exercise, Candidate((part,)), arguments) for part in parts)
    return all(
        one.kind == "returns" and difference(one.value, predicted.value) is not None
        for one in alone
    )


def fit(exercise: Subject, candidate: Candidate, cases: Sequence[Case]) -> Fit | None:
    """Hold a candidate against every call; ``None`` if one speaks against it, or too few for it.

    Both raising is neutral, whatever the exception, unless the candidate's own symptom is
    that exception; and so is a call on which the candidate is undefined.
    """
    agreeing = discriminating = stopped = 0
    for case in cases:
        predicted = predict(exercise, candidate, case.trial.arguments)
        if predicted.kind == "undefined":
            continue
        said = _said(exercise, candidate, case, predicted)
        if said == "against":
            return None
        agreeing += said in {"for", "agrees"}
        discriminating += said == "for"
        stopped += said == "stops"
    # What stops on every call may stop for any reason.
    if stopped and agreeing >= AT_LEAST:
        agreeing, discriminating = agreeing + stopped, discriminating + stopped
    if discriminating < AT_LEAST and not (discriminating and _is_all_there_is(cases)):
        return None
    return Fit(agreeing, len(cases), discriminating)


def _said(
    exercise: Subject, candidate: Candidate, case: Case, predicted: Prediction
) -> Literal["for", "agrees", "stops", "neutral", "against"]:
    """Say what a call says of a candidate that answers it, or raises."""
    trial = case.trial
    raised = trial.outcome.kind == "raised"
    if raised != (predicted.kind == "raises"):
        return "against"
    if raised:
        if predicted.error not in candidate.raises:
            return "neutral"
        return "stops" if trial.symptom == f"raised {predicted.error}" else "against"
    if not agrees(exercise, candidate, case, predicted.value):
        return "against"
    if not trial.is_wrong:
        return "agrees"
    if is_wrong(exercise, candidate, trial.arguments, predicted):
        return "for"
    # The mistake's own answer would be right: something else is wrong with this one.
    return "against" if trial.symptom == "changed_argument" else "agrees"


def _is_all_there_is(cases: Sequence[Case]) -> bool:
    """Say whether there are so few different calls that more evidence cannot be had."""
    calls = {encode(tuple(case.trial.arguments.values())) for case in cases[: 100 * AT_LEAST]}
    return 1 < len(calls) < AT_LEAST


def agrees(exercise: Subject, candidate: Candidate, case: Case, predicted: Any) -> bool:
    """Say whether what was returned is what the candidate returns, up to rounding."""
    value, right = case.trial.outcome.value, case.trial.right
    if isinstance(right, Probed):
        return _does_the_same(right, value, predicted)
    if case.allowed is None:
        return same_answer(value, predicted, None)
    if same_answer(value, predicted, _everywhere(predicted, case.allowed)):
        return True
    # A wrong answer may be a sum of larger terms than the right one: its own scale decides.
    if not _is_near(value, predicted, case.allowed):
        return False
    own = own_error(exercise, candidate, case.trial.arguments)
    return same_answer(value, predicted, None if own is None else _everywhere(predicted, own))


def _everywhere(predicted: Any, allowed: float) -> np.ndarray | float:
    """Allow the same error to every number of an answer."""
    return np.full(predicted.shape, allowed) if isinstance(predicted, np.ndarray) else allowed


def _is_near(value: Any, predicted: Any, allowed: float) -> bool:
    """Say whether an answer of floats is so near to another that its own scale may decide."""
    arrays = []
    for one in (value, predicted):
        numbers = isinstance(one, (tuple, list)) and all(map(is_number, one))
        if not numbers and not is_number(one) and type(one) is not np.ndarray:
            return False
        arrays.append(np.asarray(one))
    mine, theirs = arrays
    if mine.shape != theirs.shape or not mine.size:
        return False
    with np.errstate(all="ignore"):
        largest = np.max(np.abs(theirs), initial=allowed)
        return bool(np.max(np.abs(mine - theirs)) <= _ROUNDING * largest)


def _does_the_same(right: Probed, value: Any, predicted: Any) -> bool:
    """Say whether two answers have the same properties, right or wrong ones."""
    found = [difference(one, right) for one in (value, predicted)]
    if any(one is not None and one.kind != "property" for one in found):
        return same_answer(value, predicted, None)
    return right.pattern(value) == right.pattern(predicted)


def own_error(
    exercise: Subject, candidate: Candidate, arguments: Mapping[str, Any]
) -> float | None:
    """Return the largest error that is allowed to a wrong answer, by the exercise's own rule."""
    try:
        with np.errstate(all="ignore"):
            allowed = exercise.answer_error(arguments, candidate.parts)
            return None if allowed is None else float(np.max(allowed, initial=0.0))
    except Exception:  # noqa: BLE001  (as in predict)
        return None
