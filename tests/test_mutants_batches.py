"""Small edits of assignment 2's right functions: all are seen, and none is named wrongly.

The same as ``tests/test_mutants.py`` and ``tests/test_mutants_named.py`` for
``examples/assignment2/finished``. What no call shows is listed in
``tests/mutant_equivalents.toml`` with the reason why.
"""

from __future__ import annotations

import functools
import os
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from reference.assignment2 import ASSIGNMENT
from tests.mutant_judge import judge
from tests.mutant_naming import diagnose_all
from tests.mutants import Mutant, make_mutants

#: `make proof` takes every mutant and five seeds; CI takes some of a few exercises, and one seed.
IS_PROOF = bool(os.environ.get("PROOF"))
SEEDS = range(1, 6) if IS_PROOF else (1,)
SOME = frozenset({"max_pool2d_batch", "receptive_field"})
STEP = 20

_TABLE = Path(__file__).with_name("mutant_equivalents.toml")


@functools.cache
def listed(kind: str) -> frozenset[str]:
    """Return the descriptions of mutants that are listed with a reason."""
    entries = tomllib.loads(_TABLE.read_text(encoding="utf-8"))[kind]
    return frozenset(mutant for entry in entries for mutant in entry["mutants"])


def sample() -> tuple[Mutant, ...]:
    """Return the mutants that are looked into."""
    every = make_mutants("assignment2")
    if IS_PROOF:
        return every
    return tuple(mutant for mutant in every if mutant.exercise in SOME)[::STEP]


def test_mutants_are_many_and_of_all_functions():
    """There are at least 1000 edits, some of every exercise, and no two are the same."""
    mutants = make_mutants("assignment2")
    names = {exercise.name for _, exercise in ASSIGNMENT.exercises}
    assert len(mutants) >= 1_000
    assert {mutant.exercise for mutant in mutants} == names
    assert len({mutant.description for mutant in mutants}) == len(mutants)
    assert listed("equivalent") | listed("unseen") <= {one.description for one in mutants}


@pytest.mark.timeout(3600 if IS_PROOF else 300)
def test_every_mistake_is_caught_by_every_seed():
    """An edit that changes any answer is seen in 100 examples, with each of three seeds."""
    verdicts = judge(sample())
    asked = {one.mutant.description for one in verdicts}
    escaped = {one.mutant.description for one in verdicts if not (one.caught or one.equivalent)}
    survivors = {one.mutant.description for one in verdicts if one.equivalent}
    assert escaped == listed("unseen") & asked
    assert survivors == listed("equivalent") & asked


@pytest.mark.timeout(3600 if IS_PROOF else 300)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_mutant_is_falsely_named(seed: int):
    """No mutant is named after a misconception that gives another answer anywhere."""
    namings = diagnose_all(sample(), seed)
    counts = Counter(one.verdict for one in namings)
    print(f"seed {seed}: {dict(counts)}")  # noqa: T201  (the figures; see -s)
    false = [
        f"{one.mutant.description}: {', '.join(one.ids)} (refuted by {one.refuted} calls)"
        for one in namings
        if one.verdict == "falsely named"
    ]
    assert not false, "\n".join(false)
    # Some mutants are mistakes that people make; if none were named, nothing was proved.
    assert counts["named"] >= (100 if IS_PROOF else 1)
