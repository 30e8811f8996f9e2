"""A wrong reason is worse than none: what is named for a mutant is what the mutant does.

The mutants are those of ``tests/mutants.py``: small edits of right functions, most of which are
no mistake that people make, so most are not named. What is named has to give the
mutant's own answers on a thousand calls of another generator.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.mutant_naming import diagnose_all
from tests.mutants import make_mutants

#: `make proof` takes every mutant and five seeds; CI takes a fifth of them and one seed.
IS_PROOF = bool(os.environ.get("PROOF"))
SEEDS = range(1, 6) if IS_PROOF else (1,)
STEP = 1 if IS_PROOF else 10


@pytest.mark.timeout(3600 if IS_PROOF else 900)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_mutant_is_falsely_named(seed: int):
    """No mutant is named after a misconception that gives another answer anywhere."""
    mutants = make_mutants()[::STEP]
    assert len(mutants) >= 1_000 // STEP
    namings = diagnose_all(mutants, seed)
    counts = Counter(one.verdict for one in namings)
    print(f"seed {seed}: {dict(counts)}")  # noqa: T201  (the figures; see -s)
    false = [
        f"{one.mutant.description}: {', '.join(one.ids)} (refuted by {one.refuted} calls)"
        for one in namings
        if one.verdict == "falsely named"
    ]
    assert not false, "\n".join(false)
    # Some mutants are mistakes that people make; if none were named, nothing was proved.
    assert counts["named"] >= 10
