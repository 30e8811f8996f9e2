"""From what a function returned to the misconception behind it, or to silence. Pure.

A single misconception is preferred to a pair, and a pair to one in each branch of the
code. What does not explain *every* call is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from grader.evidence import Trial
from grader.explain.candidate import AT_LEAST, Candidate, Case, Fit, Prediction, fit, predict
from grader.explain.forms import Form, form_of
from grader.misconception import Facet
from grader.subject import Subject

__all__ = ["Explanation", "Side", "diagnose"]

#: More than this many fit equally: nobody can say which it is.
_MOST_TIED = 2


@dataclass(frozen=True)
class Side:
    """What explains the calls on one side of a facet, or all calls.

    Attributes:
        candidate: What explains them; ``None`` where they are right, or all raise.
        facet: The facet, ``None`` where there are no sides.
        answer: Its answer on this side.
        raises: The class of exception that all calls of this side end in.
        calls: How many calls lie on this side.
    """

    candidate: Candidate | None
    facet: Facet | None = None
    answer: bool = True
    raises: str = ""
    calls: int = 0

    def holds(self, arguments: Mapping[str, Any]) -> bool:
        """Whether a call lies on this side."""
        return self.facet is None or self.facet.ask(arguments) is self.answer


@dataclass(frozen=True)
class Explanation:
    """Why an exercise's answers are what they are.

    Attributes:
        kind: One misconception, two together, or two of which either fits.
        sides: One for all calls; the two of a tie; or the two sides of a facet.
        fit: The counts.
        form: A misconception about the form of the answer, where that is it.
    """

    kind: Literal["misconception", "pair", "tie"]
    sides: tuple[Side, ...]
    fit: Fit
    form: Form | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its misconceptions, each once."""
        if self.form is not None:
            return (self.form.id,)
        every = (name for side in self.sides if side.candidate for name in side.candidate.ids)
        return tuple(dict.fromkeys(every))

    def candidate_for(self, arguments: Mapping[str, Any]) -> Candidate | None:
        """Return what explains a call."""
        return next((side.candidate for side in self.sides if side.holds(arguments)), None)

    def predict(self, exercise: Subject, arguments: Mapping[str, Any]) -> Prediction:
        """Say what the function does on a call, if the explanation is right."""
        candidate = self.candidate_for(arguments)
        if candidate is None:
            return Prediction("undefined")
        return predict(exercise, candidate, arguments)


def diagnose(exercise: Subject, trials: Sequence[Trial]) -> Explanation | None:
    """Name what explains every outcome of an exercise, or nothing.

    * ``trials`` are the calls gathered, right and wrong.
    """
    tried = [trial for trial in trials if trial.outcome.kind != "not_graded"]
    wrong = [trial for trial in tried if trial.is_wrong]
    if not wrong or any(trial.outcome.kind not in {"returned", "raised"} for trial in wrong):
        return None
    form = _of_form(tried, wrong)
    if form is not None and form.form is not None and not form.form.yields:
        return form
    # Wrong and small ones first: most candidates fall at the first call.
    ordered = sorted(tried, key=lambda trial: (not trial.is_wrong, trial.size))
    cases = [Case.of(exercise, trial) for trial in ordered]
    singles = [Candidate((one,)) for one in exercise.wrong_answers]
    return (
        _of_singles(exercise, singles, cases)
        or form
        or _of_pairs(exercise, cases)
        or _of_sides(exercise, singles, cases)
    )


def _of_form(tried: Sequence[Trial], wrong: Sequence[Trial]) -> Explanation | None:
    """Look for a mistake in the form alone; what the exercise's own mistakes explain says more."""
    form = form_of(tried, at_least=AT_LEAST)
    if form is None:
        return None
    return Explanation("misconception", (), Fit(len(tried), len(tried), len(wrong)), form)


def _of_singles(
    exercise: Subject, singles: Sequence[Candidate], cases: Sequence[Case]
) -> Explanation | None:
    fitting = _fitting(exercise, singles, cases)
    if not 1 <= len(fitting) <= _MOST_TIED:
        return None
    sides = tuple(Side(candidate, calls=len(cases)) for candidate, _ in fitting)
    return Explanation("tie" if len(fitting) > 1 else "misconception", sides, fitting[0][1])


def _of_pairs(exercise: Subject, cases: Sequence[Case]) -> Explanation | None:
    """Try two together. Each is needed: neither alone explains all calls, or it would be told."""
    fitting = _fitting(exercise, map(Candidate, exercise.pairs), cases)
    if len(fitting) != 1:
        return None
    ((candidate, found),) = fitting
    return Explanation("pair", (Side(candidate, calls=len(cases)),), found)


def _of_sides(
    exercise: Subject, singles: Sequence[Candidate], cases: Sequence[Case]
) -> Explanation | None:
    """Try one misconception on each side of a facet by which code often branches."""
    found = [
        explanation
        for facet in exercise.facets
        if facet.branches
        and (explanation := _of_facet(exercise, facet, singles, cases)) is not None
    ]
    different = {explanation.ids for explanation in found}
    return found[0] if len(different) == 1 else None


def _of_facet(
    exercise: Subject, facet: Facet, singles: Sequence[Candidate], cases: Sequence[Case]
) -> Explanation | None:
    sides, agreeing, discriminating = [], 0, 0
    for answer in (True, False):
        part = [case for case in cases if facet.ask(case.trial.arguments) is answer]
        side = Side(None, facet, answer, calls=len(part))
        wrong = [case.trial for case in part if case.trial.is_wrong]
        symptoms = {trial.symptom for trial in wrong}
        if not wrong:
            agreeing += len(part)
        elif len(wrong) == len(part) and len(symptoms) == 1 and wrong[0].outcome.kind == "raised":
            side = Side(None, facet, answer, wrong[0].symptom.removeprefix("raised "), len(part))
        else:
            fitting = _fitting(exercise, singles, part)
            if len(fitting) != 1:
                return None
            ((candidate, fits),) = fitting
            side = Side(candidate, facet, answer, calls=len(part))
            agreeing += fits.agrees
            discriminating += fits.discriminating
        sides.append(side)
    explained = {name for side in sides if side.candidate for name in side.candidate.ids}
    if not explained or sum(side.calls for side in sides) < len(cases):
        return None
    kind: Literal["misconception", "pair"] = "pair" if len(explained) > 1 else "misconception"
    return Explanation(kind, tuple(sides), Fit(agreeing, len(cases), discriminating))


def _fitting(
    exercise: Subject, candidates: Iterable[Candidate], cases: Sequence[Case]
) -> list[tuple[Candidate, Fit]]:
    """Return the candidates that explain all cases, one for each behaviour, the first of each."""
    found: dict[tuple[str, ...], tuple[Candidate, Fit]] = {}
    for candidate in candidates:
        key = tuple(sorted(_first_alike(exercise, name) for name in candidate.ids))
        if key in found or len(set(key)) < len(key):
            continue
        fits = fit(exercise, candidate, cases)
        if fits is not None:
            found[key] = (candidate, fits)
    return list(found.values())


def _first_alike(exercise: Subject, name: str) -> str:
    """Return the name under which a behaviour is told in this exercise."""
    return next((group[0] for group in exercise.alike if name in group), name)
