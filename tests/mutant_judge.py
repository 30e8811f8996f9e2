"""Judges mutants with the grader's calls and comparison, in several processes."""

from __future__ import annotations

import functools
import importlib
import multiprocessing
import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.authoring import Exercise
from grader.compare import difference
from grader.draw import draw_calls
from reference.assignment1 import ASSIGNMENT
from tests.mutants import FINISHED, Mutant
from tests.random_calls import random_calls

__all__ = ["EXAMPLES", "LOOPS", "SEEDS", "Verdict", "judge", "load"]

SEEDS = (1, 2, 3)
EXAMPLES = 100
RANDOM_CALLS = 2_000

#: Turns of loops that a call may start; right answers need a hundredth of it.
MOST_TURNS = 2_000_000

_MODULES = tuple(path.stem for path in FINISHED.glob("*.py"))


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
    # "spawn" works on every system, and starts without the state of this process.
    with multiprocessing.get_context("spawn").Pool() as pool:
        return pool.map(_judge_one, list(mutants), chunksize=16)


def _judge_one(mutant: Mutant) -> Verdict:
    exercise = _exercises()[mutant.exercise]
    try:
        function = load(mutant, exercise.name)
    except Exception:  # noqa: BLE001  (any error catches it)
        return Verdict(mutant, (EXAMPLES,) * len(SEEDS))
    wrong = tuple(_count_wrong(function, exercise.name, seed) for seed in SEEDS)
    elsewhere = 0 if all(wrong) else _count_wrong(function, exercise.name, None)
    return Verdict(mutant, wrong, elsewhere)


@functools.cache
def _exercises() -> dict[str, Exercise]:
    return {exercise.name: exercise for _, exercise in ASSIGNMENT.exercises}


def load(mutant: Mutant, function: str) -> Callable[..., Any]:
    """Import the submission anew, with the mutant in the place of the file it was made from."""
    sys.dont_write_bytecode = True
    if str(FINISHED) not in sys.path:
        sys.path.insert(0, str(FINISHED))
    for name in _MODULES:
        sys.modules.pop(name, None)
    edited = mutant.file.removesuffix(".py")
    module = types.ModuleType(edited)
    module.__dict__["range"] = LOOPS.range
    sys.modules[edited] = module
    exec(compile(mutant.source, mutant.file, "exec"), module.__dict__)  # noqa: S102  (our own text)
    concepts = {exercise.name: concept.id for concept, exercise in ASSIGNMENT.exercises}
    loaded: Callable[..., Any] = getattr(importlib.import_module(concepts[function]), function)
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
    try:
        with np.errstate(all="ignore"):
            value = function(*arguments.values())
    except Exception:  # noqa: BLE001  (any error catches it)
        return True
    return difference(value, right, allowed) is not None


@functools.cache
def _answers(exercise: str, seed: int | None) -> list[tuple[dict[str, Any], Any, Any]]:
    """Return calls with right answers and allowed errors; without a seed, independent calls."""
    one = _exercises()[exercise]
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
        answers.append((arguments, one.function(**arguments), allowed))
    return answers
