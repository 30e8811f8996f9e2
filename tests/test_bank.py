"""The bank of misconceptions: complete, built on models that are right, and visible.

``tests/catalogue.txt`` lists the ids of the catalogue of misconceptions that the bank was written
from: 121 mistakes that people make in these exercises.
"""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.authoring import Exercise
from grader.compare import difference
from grader.draw import draw_calls
from grader.explain.candidate import Candidate, predict
from grader.explain.forms import FORMS
from reference.assignment1 import ASSIGNMENT
from tests.random_calls import random_calls

CATALOGUE = Path(__file__).with_name("catalogue.txt").read_text(encoding="utf-8").split()
EXERCISES = [exercise for _concept, exercise in ASSIGNMENT.exercises]
BANK = {one.id: one for exercise in EXERCISES for one, _variant in exercise.wrong_answers}
#: A misconception that shows on fewer of the default number of calls is not seen.
SHOWN, EXAMPLES, SEEDS = 3, 100, (1, 2)


@functools.cache
def drawn(name: str, seed: int) -> tuple[tuple[dict[str, Any], Any, Any], ...]:
    """Return the calls of a check, each with the right answer and the error allowed."""
    exercise = next(one for one in EXERCISES if one.name == name)
    calls = draw_calls(exercise, seed=seed, examples=EXAMPLES)
    return tuple((call, exercise.function(**call), exercise.error(call)) for call in calls)


def shows(exercise: Exercise, candidate: Candidate, seed: int) -> int:
    """Count the calls of a seed on which a candidate gives a wrong answer, or its own error."""
    count = 0
    for call, right, allowed in drawn(exercise.name, seed):
        found = predict(exercise, candidate, call)
        if found.kind == "raises":
            count += found.error in candidate.raises
        elif found.kind == "returns":
            count += difference(found.value, right, allowed) is not None
    return count


def test_the_catalogue_is_whole():
    """Every mistake of the catalogue has a model, a rule about form, or a reason for neither."""
    known = {*BANK, *(name for one in BANK.values() for name in one.aliases)}
    known |= {form.id for form in FORMS} | {name for name, _reason in ASSIGNMENT.unseen}
    assert len(CATALOGUE) == len(set(CATALOGUE)) == 121
    assert set(CATALOGUE) <= known


def test_ids_are_one_misconception_each():
    """An id is used for one misconception, whatever exercise it spoils, and is nobody's alias."""
    texts = {
        (one.id, one.says, one.hint)
        for exercise in EXERCISES
        for one, _variant in exercise.wrong_answers
    }
    names = Counter([name for name, _says, _hint in texts])
    names.update(name for one in BANK.values() for name in one.aliases)
    names.update(form.id for form in FORMS)
    assert set(names.values()) == {1}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_models_with_their_own_rules_are_right(exercise: Exercise):
    """A model gives the reference's answers on drawn calls and on those of another generator."""
    assert exercise.model is not None
    calls = [call for call, _right, _allowed in drawn(exercise.name, 1)]
    for call in [*calls, *random_calls(exercise.name, 300, seed=5)]:
        right = exercise.function(**call)
        with np.errstate(all="raise"):
            answer = exercise.model.answer(call)
        assert difference(answer, right, exercise.error(call)) is None, call


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_every_misconception_shows(exercise: Exercise, seed: int):
    """Each way to have each misconception spoils at least three of a check's calls."""
    hidden = {}
    for one, variant in exercise.wrong_answers:
        count = shows(exercise, Candidate(((one, variant),)), seed)
        if count < SHOWN:
            hidden[f"{one.id} {one.variants.index(variant)}"] = count
    assert not hidden


@pytest.mark.parametrize("name", sorted(BANK))
def test_texts_say_one_thing_each(name: str):
    """What is said is one sentence, and a hint asks or points without repeating it."""
    one = BANK[name]
    assert one.says.endswith(".")
    assert one.says[:-1].count(". ") == 0
    assert len(one.says) <= 100
    assert len(one.hint) <= 240
    assert "`" not in one.says + one.hint
    assert one.says not in one.hint
