"""Diagnoses mutants, and holds what is named against independent calls, in several processes."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from grader.evidence import Trial
from grader.explain.candidate import Case, agrees, predict
from grader.explain.diagnose import Explanation, Side, diagnose
from grader.explore import draw_question
from grader.gather import Question
from tests.loading import tried
from tests.mutant_judge import CHUNK, EXERCISES, LOOPS, load, processes_for
from tests.mutants import Mutant
from tests.random_calls import random_calls

__all__ = ["Naming", "diagnose_all", "fresh", "holds"]

EXAMPLES = 100
#: Independent calls that a named misconception must give the mutant's answers on.
FRESH_CALLS = 1_000


@dataclass(frozen=True)
class Naming:
    """What the diagnosis says of one mutant.

    Attributes:
        mutant: The edited function.
        verdict: Named and borne out, named and refuted, not named, or not wrong at all.
        ids: What was named.
        refuted: On how many of the fresh calls the mutant does something else.
    """

    mutant: Mutant
    verdict: Literal["named", "falsely named", "silent", "right"]
    ids: tuple[str, ...] = ()
    refuted: int = 0


def diagnose_all(mutants: Iterable[Mutant], seed: int) -> list[Naming]:
    """Diagnose every mutant on the calls of a seed; the order is that of the mutants."""
    jobs = [(mutant, seed) for mutant in mutants]
    # "spawn" works on every system, and starts without the state of this process.
    with multiprocessing.get_context("spawn").Pool(processes_for(len(jobs))) as pool:
        return pool.map(_diagnose, jobs, chunksize=CHUNK)


def _diagnose(job: tuple[Mutant, int]) -> Naming:
    mutant, seed = job
    _concept, exercise = EXERCISES[mutant.exercise]
    try:
        function = load(mutant, exercise.name)
    except Exception:  # noqa: BLE001  (what cannot be imported has no answers)
        return Naming(mutant, "silent")

    def limited(*arguments: object) -> object:
        LOOPS.turns = 0
        return function(*arguments)

    trials = tried(_drawn(exercise.name, seed), limited)
    if not any(trial.is_wrong for trial in trials):
        return Naming(mutant, "right")
    explanation = diagnose(exercise, trials)
    if explanation is None:
        return Naming(mutant, "silent")
    others = tried(fresh(exercise.name), limited)
    refuted = sum(not holds(explanation, exercise.name, trial) for trial in others)
    return Naming(mutant, "falsely named" if refuted else "named", explanation.ids, refuted)


@functools.cache
def _drawn(exercise: str, seed: int) -> Question:
    return draw_question(*EXERCISES[exercise], seed=seed, examples=EXAMPLES)


@functools.cache
def fresh(exercise: str) -> Question:
    """Return calls of another generator, which knows nothing of misconceptions."""
    concept, one = EXERCISES[exercise]
    calls = tuple(random_calls(exercise, FRESH_CALLS, seed=99))
    return Question(concept, one, calls, tuple(map(one.right, calls)))


def holds(explanation: Explanation, exercise: str, trial: Trial) -> bool:
    """Say whether every candidate that was named gives what the mutant gives."""
    if explanation.form is not None:
        return not trial.is_wrong or explanation.form.holds(trial)
    sides = [side for side in explanation.sides if side.holds(trial.arguments)]
    return all(_side_holds(side, exercise, trial) for side in sides)


def _side_holds(side: Side, exercise: str, trial: Trial) -> bool:
    if side.candidate is None:
        return trial.symptom == (f"raised {side.raises}" if side.raises else "")
    one = EXERCISES[exercise][1]
    predicted = predict(one, side.candidate, trial.arguments)
    if predicted.kind == "undefined":
        return True
    if trial.outcome.kind == "raised" or predicted.kind == "raises":
        return (trial.outcome.kind == "raised") == (predicted.kind == "raises")
    return agrees(one, side.candidate, Case.of(one, trial), predicted.value)
