"""Mistakes written by hand, in a student's own style and not through our models, are named.

Each folder of ``tests/handwritten`` holds functions with one mistake. What it is called is held
against what the diagnosis says of the function's answers alone.
"""

from __future__ import annotations

import functools
import os
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.explain.diagnose import diagnose
from grader.explore import draw_question
from grader.gather import Question
from grader.replay import recorded_question
from reference.assignment1 import ASSIGNMENT
from tests.casebook_judge import recorded_exercises
from tests.loading import load_function, sources_of, tried

ROOT = Path(__file__).parent.parent
FINISHED = ROOT / "examples" / "assignment1" / "finished"
FOLDERS = sorted(path.parent for path in (ROOT / "tests" / "handwritten").glob("*/mistake.toml"))
EXERCISES = {exercise.name: (concept, exercise) for concept, exercise in ASSIGNMENT.exercises}
#: The casebook's calls, and those that are drawn with a seed; five seeds with `make proof`.
CASEBOOK = 0
SEEDS = (CASEBOOK, *(range(1, 6) if os.environ.get("PROOF") else (1,)))

#: Names of the catalogue that are told under another name, because the behaviour is the same.
ALIASES = {
    alias: one.id
    for _, exercise in ASSIGNMENT.exercises
    for one, _variant in exercise.wrong_answers
    for alias in one.aliases
}


@dataclass(frozen=True)
class Mistake:
    """One wrong function of a folder.

    Attributes:
        folder: Where it is.
        id: What the mistake is called in the catalogue.
        exercise: The name of the function.
    """

    folder: Path
    id: str
    exercise: str

    @property
    def names(self) -> frozenset[str]:
        """The names under which it may be told of this exercise."""
        name = ALIASES.get(self.id, self.id)
        alike = EXERCISES[self.exercise][1].alike
        return frozenset({name}.union(*(group for group in alike if name in group)))


@functools.cache
def mistakes() -> tuple[Mistake, ...]:
    """Find every wrong function."""
    found = []
    for folder in FOLDERS:
        about = tomllib.loads((folder / "mistake.toml").read_text(encoding="utf-8"))
        found += [Mistake(folder, about["id"], name) for name in about["exercises"]]
    return tuple(found)


@functools.cache
def question(exercise: str, seed: int) -> Question:
    """Return the recorded calls, or draw those that ``grader check`` makes."""
    if seed == CASEBOOK:
        return recorded_question(*recorded_exercises()[exercise])
    concept, one = EXERCISES[exercise]
    return draw_question(concept, one, seed=seed, examples=100)


def named(mistake: Mistake, seed: int) -> tuple[str, ...]:
    """Return what the diagnosis calls a mistake; empty where it is silent."""
    asked = question(mistake.exercise, seed)
    sources = sources_of(FINISHED, mistake.folder)
    function = load_function(sources, asked.concept.id, mistake.exercise)
    explanation = diagnose(asked.exercise, tried(asked, function))
    return () if explanation is None else explanation.ids


def test_mistakes_are_many_and_of_all_functions():
    """There are mistakes of at least 100 names, and some in every exercise."""
    assert len({mistake.id for mistake in mistakes()}) >= 100
    assert {mistake.exercise for mistake in mistakes()} == set(EXERCISES)


@pytest.mark.parametrize("seed", SEEDS)
def test_mistakes_are_named(seed: int):
    """At least 95 % of the mistakes are named rightly, and none is called something else."""
    table = {mistake: named(mistake, seed) for mistake in mistakes()}
    wrong = [
        f"{mistake.folder.name} {mistake.exercise}: {', '.join(ids)}"
        for mistake, ids in table.items()
        if ids and (len(ids) > 1 or ids[0] not in mistake.names)
    ]
    assert not wrong, "\n".join(wrong)
    silent = [
        f"{mistake.folder.name} {mistake.exercise}" for mistake, ids in table.items() if not ids
    ]
    counts = Counter("named" if ids else "silent" for ids in table.values())
    print(f"seed {seed}: {dict(counts)}, silent: {silent}")  # noqa: T201  (the table; see -s)
    assert counts["named"] >= 0.95 * len(table), "\n".join(silent)
