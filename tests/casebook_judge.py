"""Judges mutants by the casebook alone, and holds what it names against independent calls."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from grader.casebook import read_casebook
from grader.course import find_course
from grader.explain.candidate import Candidate
from grader.explain.diagnose import Explanation, Side, diagnose
from grader.gather import Question
from grader.recorded import RecordedConcept, RecordedExercise, recorded_assignment
from grader.replay import recorded_question
from reference.assignment1 import ASSIGNMENT
from tests.loading import tried
from tests.mutant_judge import LOOPS, load
from tests.mutant_naming import fresh, holds
from tests.mutants import FINISHED, Mutant

__all__ = ["Recorded", "casebook_of", "judge_recorded", "live", "recorded_exercises"]

ROOT = FINISHED["assignment1"].parents[2]
_LIVE = {exercise.name: exercise for _, exercise in ASSIGNMENT.exercises}


@dataclass(frozen=True)
class Recorded:
    """What the casebook makes of one mutant.

    Attributes:
        mutant: The edited function.
        wrong: How many recorded calls it answers wrong.
        verdict: Named and borne out, named and refuted, or not named.
        ids: What was named.
    """

    mutant: Mutant
    wrong: int
    verdict: Literal["named", "falsely named", "silent"]
    ids: tuple[str, ...] = ()


def judge_recorded(mutants: Iterable[Mutant]) -> list[Recorded]:
    """Judge every mutant; the order is that of the mutants."""
    # "spawn" works on every system, and starts without the state of this process.
    with multiprocessing.get_context("spawn").Pool() as pool:
        return pool.map(_judge, list(mutants), chunksize=16)


def casebook_of(assignment: str) -> Path:
    """Return where an assignment's committed casebook is."""
    return find_course(ROOT).handout(assignment) / "casebook.npz"


@functools.cache
def recorded_exercises(
    assignment: str = "assignment1",
) -> dict[str, tuple[RecordedConcept, RecordedExercise]]:
    """Return the exercises of an assignment's committed casebook, by name."""
    recorded = recorded_assignment(read_casebook(casebook_of(assignment)), "en")
    return {exercise.name: (concept, exercise) for concept, exercise in recorded.exercises}


def live(exercise: str, explanation: Explanation) -> Explanation:
    """Return an explanation by recorded answers as one that can be asked about any call."""
    one = _LIVE[exercise]
    recorded = recorded_exercises()[exercise][1]
    ways = {
        id(variant): way
        for (_known, variant), way in zip(recorded.wrong_answers, one.wrong_answers, strict=True)
    }
    facets = {facet.id: facet for facet in one.facets}

    def of_side(side: Side) -> Side:
        candidate = side.candidate
        if candidate is not None:
            candidate = Candidate(tuple(ways[id(variant)] for _known, variant in candidate.parts))
        facet = None if side.facet is None else facets[side.facet.id]
        return replace(side, candidate=candidate, facet=facet)

    return replace(explanation, sides=tuple(map(of_side, explanation.sides)))


@functools.cache
def _question(exercise: str) -> Question:
    return recorded_question(*recorded_exercises()[exercise])


def _judge(mutant: Mutant) -> Recorded:
    question = _question(mutant.exercise)
    try:
        function = load(mutant, mutant.exercise)
    except Exception:  # noqa: BLE001  (any error catches it)
        return Recorded(mutant, len(question.calls), "silent")

    def limited(*arguments: object) -> object:
        LOOPS.turns = 0
        return function(*arguments)

    trials = tried(question, limited)
    wrong = sum(trial.is_wrong for trial in trials)
    found = diagnose(question.exercise, trials) if wrong else None
    if found is None:
        return Recorded(mutant, wrong, "silent")
    explanation = live(mutant.exercise, found)
    others = tried(fresh(mutant.exercise), limited)
    refuted = sum(not holds(explanation, mutant.exercise, trial) for trial in others)
    return Recorded(mutant, wrong, "falsely named" if refuted else "named", explanation.ids)
