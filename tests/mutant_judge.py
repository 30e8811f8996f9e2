"""Judges mutants with the grader's calls and comparison, in several processes."""

from __future__ import annotations

import copy
import functools
import importlib
import multiprocessing
import os
import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.authoring import Concept, Exercise
from grader.compare import difference
from grader.draw import draw_calls
from grader.worker.wire import encode
from reference import assignment1, assignment2
from tests.mutants import FINISHED, Mutant
from tests.random_calls import random_calls

__all__ = [
    "CHUNK",
    "EXAMPLES",
    "EXERCISES",
    "LOOPS",
    "SEEDS",
    "Verdict",
    "judge",
    "load",
    "processes_for",
]

SEEDS = (1, 2, 3)
EXAMPLES = 100
RANDOM_CALLS = 2_000

#: Turns of loops that a call may start; right answers need a hundredth of it.
MOST_TURNS = 2_000_000
#: So many mutants at a time are given to a process.
CHUNK = 16

#: Every exercise with its concept, by name: no two assignments share one.
EXERCISES: dict[str, tuple[Concept, Exercise]] = {
    exercise.name: (concept, exercise)
    for assignment in (assignment1.ASSIGNMENT, assignment2.ASSIGNMENT)
    for concept, exercise in assignment.exercises
}


@dataclass(frozen=True)
class Verdict:
    """What the grader makes of one mutant.

    Attributes:
        mutant: The edited function.
        wrong: For each seed, the number of drawn calls that are answered wrong.
        wrong_elsewhere: The number of independent random calls that are answered
            wrong; only counted if some seed shows nothing.
    """

    mutant: Mutant
    wrong: tuple[int, ...]
    wrong_elsewhere: int = 0

    @property
    def caught(self) -> bool:
        """Whether each seed alone shows that the function is wrong."""
        return all(self.wrong)

    @property
    def equivalent(self) -> bool:
        """Whether no call at all shows a difference."""
        return not any(self.wrong) and not self.wrong_elsewhere

    @property
    def visible(self) -> float:
        """The share of drawn calls that show that the function is wrong."""
        return sum(self.wrong) / (len(SEEDS) * EXAMPLES)


def judge(mutants: Iterable[Mutant]) -> list[Verdict]:
    """Judge every mutant; the order is that of the mutants."""
    jobs = list(mutants)
    # "spawn" works on every system, and starts without the state of this process.
    with multiprocessing.get_context("spawn").Pool(processes_for(len(jobs))) as pool:
        return pool.map(_judge_one, jobs, chunksize=CHUNK)


def processes_for(jobs: int) -> int:
    """Return no more processes than have work: each has to load the grader first."""
    return max(1, min(os.cpu_count() or 1, -(-jobs // CHUNK)))


def _judge_one(mutant: Mutant) -> Verdict:
    _concept, exercise = EXERCISES[mutant.exercise]
    try:
        function = load(mutant, exercise.name)
    except Exception:  # noqa: BLE001  (any error catches it)
        return Verdict(mutant, (EXAMPLES,) * len(SEEDS))
    wrong = tuple(_count_wrong(function, exercise.name, seed) for seed in SEEDS)
    elsewhere = 0 if all(wrong) else _count_wrong(function, exercise.name, None)
    return Verdict(mutant, wrong, elsewhere)


def load(mutant: Mutant, function: str) -> Callable[..., Any]:
    """Import the submission anew, with the mutant in the place of the file it was made from."""
    sys.dont_write_bytecode = True
    folder = FINISHED[mutant.assignment]
    if str(folder) in sys.path:
        sys.path.remove(str(folder))
    sys.path.insert(0, str(folder))
    for path in folder.glob("*.py"):
        sys.modules.pop(path.stem, None)
    edited = mutant.file.removesuffix(".py")
    module = types.ModuleType(edited)
    module.__dict__["range"] = LOOPS.range
    sys.modules[edited] = module
    exec(compile(mutant.source, mutant.file, "exec"), module.__dict__)  # noqa: S102  (our own text)
    concept, _exercise = EXERCISES[function]
    loaded: Callable[..., Any] = getattr(importlib.import_module(concept.id), function)
    return loaded


class _Loops:
    """Stops a mutant that loops for long, however fast the machine is."""

    turns = 0

    def range(self, *bounds: int) -> range:
        """Stand in for the ``range`` of the edited file."""
        turns = range(*bounds)
        self.turns += len(turns)
        if self.turns > MOST_TURNS:
            raise RuntimeError("too many turns")
        return turns


LOOPS = _Loops()


def _count_wrong(function: Callable[..., Any], exercise: str, seed: int | None) -> int:
    """Count the calls that a function answers wrong, or not at all."""
    return sum(
        _is_wrong(function, arguments, right, allowed)
        for arguments, right, allowed in _answers(exercise, seed)
    )


def _is_wrong(
    function: Callable[..., Any], arguments: dict[str, Any], right: object, allowed: Any
) -> bool:
    LOOPS.turns = 0
    # Arrays cannot be written to (see below); lists and dicts can.
    lists = {name: value for name, value in arguments.items() if isinstance(value, list)}
    own = {**arguments, **copy.deepcopy(lists)}
    try:
        with np.errstate(all="ignore"):
            value = function(*own.values())
    except Exception:  # noqa: BLE001  (any error catches it)
        return True
    if any(encode(own[name]) != encode(value) for name, value in lists.items()):
        return True
    return difference(value, right, allowed) is not None


@functools.cache
def _answers(exercise: str, seed: int | None) -> list[tuple[dict[str, Any], Any, Any]]:
    """Return calls with right answers and allowed errors; without a seed, independent calls."""
    _concept, one = EXERCISES[exercise]
    if seed is None:
        calls: Iterable[dict[str, Any]] = random_calls(exercise, RANDOM_CALLS, seed=0)
    else:
        calls = draw_calls(one, seed=seed, examples=EXAMPLES)
    answers = []
    for arguments in calls:
        for value in arguments.values():
            if isinstance(value, np.ndarray):
                # A mutant that changes its arguments would change them for all that follow.
                value.flags.writeable = False
        allowed = one.error(arguments)
        answers.append((arguments, one.right(arguments), allowed))
    return answers
