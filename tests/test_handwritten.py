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
from reference import assignment1, assignment2
from tests.casebook_judge import casebook_of, recorded_exercises
from tests.loading import load_function, sources_of, tried

ROOT = Path(__file__).parent.parent
HANDWRITTEN = ROOT / "tests" / "handwritten"
FOLDERS = {"assignment1": HANDWRITTEN, "assignment2": HANDWRITTEN / "assignment2"}
EXERCISES = {
    exercise.name: (concept, exercise)
    for assignment in (assignment1.ASSIGNMENT, assignment2.ASSIGNMENT)
    for concept, exercise in assignment.exercises
}
NAMES = {
    "assignment1": {exercise.name for _, exercise in assignment1.ASSIGNMENT.exercises},
    "assignment2": {exercise.name for _, exercise in assignment2.ASSIGNMENT.exercises},
}
IS_PROOF = bool(os.environ.get("PROOF"))
#: The casebook's calls, and those that are drawn with a seed; five seeds with `make proof`.
CASEBOOK = 0
SEEDS = (CASEBOOK, *(range(1, 6) if IS_PROOF else (1,)))
#: So many are named at least. Of the second, ways of writing are still missing in the catalogue.
LEAST = {"assignment1": 0.95, "assignment2": 0.95}
#: CI takes so many of each assignment's mistakes: every one, every fifth.
STEP = {"assignment1": 1, "assignment2": 1 if IS_PROOF else 5}

#: Names of the catalogue that are told under another name, because the behaviour is the same.
ALIASES = {
    alias: one.id
    for _, exercise in EXERCISES.values()
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
        also: Further names, where one slip is two mistakes by the catalogue's words.
    """

    folder: Path
    id: str
    exercise: str
    also: tuple[str, ...] = ()

    def is_called(self, ids: tuple[str, ...]) -> bool:
        """Whether these are names under which it may be told of this exercise."""
        every = (_names(self.exercise, one) for one in (self.id, *self.also))
        return set(ids) <= frozenset().union(*every) and len(ids) <= 1 + len(self.also)


def _names(exercise: str, name: str) -> frozenset[str]:
    name = ALIASES.get(name, name)
    alike = EXERCISES[exercise][1].alike
    return frozenset({name}.union(*(group for group in alike if name in group)))


@functools.cache
def mistakes(assignment: str) -> tuple[Mistake, ...]:
    """Find every wrong function of an assignment."""
    found = []
    for path in sorted(FOLDERS[assignment].glob("*/mistake.toml")):
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        also = tuple(about.get("also", ()))
        found += [Mistake(path.parent, about["id"], name, also) for name in about["exercises"]]
    return tuple(found)


@functools.cache
def question(exercise: str, seed: int, assignment: str) -> Question:
    """Return the recorded calls, or draw those that ``grader check`` makes."""
    if seed == CASEBOOK:
        return recorded_question(*recorded_exercises(assignment)[exercise])
    concept, one = EXERCISES[exercise]
    return draw_question(concept, one, seed=seed, examples=100)


def named(mistake: Mistake, seed: int, assignment: str) -> tuple[str, ...]:
    """Return what the diagnosis calls a mistake; empty where it is silent."""
    asked = question(mistake.exercise, seed, assignment)
    sources = sources_of(ROOT / "examples" / assignment / "finished", mistake.folder)
    function = load_function(sources, asked.concept.id, mistake.exercise)
    explanation = diagnose(asked.exercise, tried(asked, function))
    return () if explanation is None else explanation.ids


@pytest.mark.parametrize("assignment", FOLDERS)
def test_mistakes_are_many_and_of_all_functions(assignment: str):
    """There are mistakes of at least 100 names, and some in every exercise."""
    assert len({mistake.id for mistake in mistakes(assignment)}) >= 100
    assert {mistake.exercise for mistake in mistakes(assignment)} == NAMES[assignment]


def test_every_misconception_is_written_by_hand():
    """Each misconception of assignment 2 is written by hand for each exercise that it spoils."""
    written = {
        (one.exercise, ALIASES.get(name, name))
        for one in mistakes("assignment2")
        for name in (one.id, *one.also)
    }
    known = {
        (exercise.name, one.id)
        for _, exercise in assignment2.ASSIGNMENT.exercises
        for one, _variant in exercise.wrong_answers
    }
    assert written == known


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("assignment", FOLDERS)
def test_mistakes_are_named(assignment: str, seed: int):
    """Nearly all of the mistakes are named rightly, and none is called something else."""
    if seed == CASEBOOK and not casebook_of(assignment).exists():
        pytest.skip(f"{assignment} has no casebook yet")
    some = mistakes(assignment)[:: STEP[assignment]]
    table = {mistake: named(mistake, seed, assignment) for mistake in some}
    wrong = [
        f"{mistake.folder.name} {mistake.exercise}: {', '.join(ids)}"
        for mistake, ids in table.items()
        if ids and not mistake.is_called(ids)
    ]
    silent = [
        f"{mistake.folder.name} {mistake.exercise}" for mistake, ids in table.items() if not ids
    ]
    counts = Counter("named" if ids else "silent" for ids in table.values())
    figures = f"{assignment} seed {seed}: {dict(counts)}, otherwise {len(wrong)}, silent: {silent}"
    print(figures)  # noqa: T201  (the table; see -s)
    assert not wrong, "\n".join(wrong)
    assert counts["named"] >= LEAST[assignment] * len(table), "\n".join(silent)
