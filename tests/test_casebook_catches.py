"""The casebook alone catches what a full check catches, and names nothing wrongly.

What it does not catch is listed in ``ESCAPES``, each with the reason: 1 % of the mutants at most.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from grader.author.choosing import CALLS, EXPOSED
from grader.author.naming import known_as
from grader.compare import difference
from grader.evidence import Error, Outcome
from grader.explain.candidate import Candidate, predict
from grader.explain.diagnose import diagnose
from grader.recorded import RecordedConcept, RecordedExercise
from grader.replay import recorded_question
from reference import assignment1, assignment2
from tests.casebook_judge import judge_recorded, recorded_exercises
from tests.mutant_judge import judge
from tests.mutants import make_mutants

ASSIGNMENTS = (assignment1.ASSIGNMENT, assignment2.ASSIGNMENT)
LIVE = {exercise.name: exercise for one in ASSIGNMENTS for _, exercise in one.exercises}
HOME = {exercise.name: one.id for one in ASSIGNMENTS for _, exercise in one.exercises}
#: Every fifth in CI; all of them with `make proof`.
STEP = 1 if os.environ.get("PROOF") else 10
#: Exercises and pairs that another pair explains as well, in some way: nothing is told.
SILENT: frozenset[tuple[str, ...]] = frozenset()
#: Descriptions of mutants that 100 drawn calls catch and the casebook does not.
ESCAPES: dict[str, str] = {}


def is_wrong(exercise: RecordedExercise, candidate: Candidate, call: dict[str, object]) -> bool:
    """Say whether a recorded call shows a misconception, by what is recorded."""
    found = predict(exercise, candidate, call)
    if found.kind == "raises":
        return found.error in candidate.raises
    right, allowed = exercise.right(call), exercise.error(call)
    return found.kind == "returns" and difference(found.value, right, allowed) is not None


def recorded(name: str) -> tuple[RecordedConcept, RecordedExercise]:
    """Return an exercise as its casebook recorded it."""
    return recorded_exercises(HOME[name])[name]


@pytest.mark.parametrize("name", LIVE)
def test_every_misconception_shows_often_enough(name: str):
    """Each way gives a wrong answer to five recorded calls, or to one where there are few."""
    _concept, exercise = recorded(name)
    least = EXPOSED if len(exercise.calls) >= CALLS else 1
    for way in exercise.wrong_answers:
        candidate = Candidate((way,))
        shown = sum(is_wrong(exercise, candidate, call) for call in exercise.calls)
        assert shown >= least, f"{way[0].id} shows on {shown} calls"


@pytest.mark.parametrize("name", LIVE)
def test_every_misconception_is_told_from_all_others(name: str):
    """What is recorded of a misconception, or of a declared pair, is diagnosed as just that."""
    concept, exercise = recorded(name)
    question = recorded_question(concept, exercise)
    singles = [(way,) for way in exercise.wrong_answers]
    partly, silent = set(), set()
    for parts in (*singles, *exercise.pairs):
        candidate = Candidate(parts)
        trials = []
        for call in exercise.calls:
            found = predict(exercise, candidate, call)
            outcome = Outcome("returned", value=found.value)
            if found.kind == "raises":
                outcome = Outcome("raised", error=Error(found.error, ""))
            if found.kind != "undefined":
                trials.append(question.trial(call, outcome))
        explanation = diagnose(exercise, trials)
        ids = frozenset() if explanation is None else known_as(LIVE[name], explanation.ids)
        right = known_as(LIVE[name], candidate.ids)
        # Of a pair, the half that explains every answer is no lie.
        assert ids <= right, f"{candidate.ids} is told as {sorted(ids)}"
        if not ids:
            silent.add(candidate.ids)
        elif ids != right:
            partly.add(candidate.ids)
    assert not partly
    assert {(name, *ids) for ids in silent} == {one for one in SILENT if one[0] == name}


def test_mutants_are_caught_and_never_named_wrongly():
    """A mutant that 100 drawn calls catch is wrong on a recorded call; no name is refuted."""
    mutants = make_mutants()[::STEP]
    found = judge_recorded(mutants)
    counts = Counter(one.verdict for one in found)
    print(f"{len(mutants)} mutants: {dict(counts)}")  # noqa: T201  (the figures; see -s)
    false = [f"{one.mutant.description}: {one.ids}" for one in found if one.verdict[0] == "f"]
    assert not false, "\n".join(false)
    unseen = judge([one.mutant for one in found if not one.wrong])
    escaped = {one.mutant.description for one in unseen if not one.equivalent}
    assert escaped <= ESCAPES.keys()
    assert len(ESCAPES) <= len(make_mutants()) * 0.01
    # Some mutants are mistakes that people make; if none were named, nothing was proved.
    assert counts["named"] >= 10


def test_there_are_so_many_calls():
    """Each exercise has 60 recorded calls, from small to large."""
    for _concept, exercise in recorded_exercises().values():
        sizes = [sum(getattr(one, "size", 0) for one in call.values()) for call in exercise.calls]
        assert len(sizes) == CALLS
        assert sizes == sorted(sizes)
