"""What is shown to a student is small enough to be checked with a pencil."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

from grader.draw import smallest
from tests.test_inputs_expose import EXERCISES, is_exposed
from tests.wrong_rules import WRONG_RULES, WrongRule

#: Elements of the largest array: more than this take a second look.
READABLE = 12


#: Every second rule, and all of them in `make proof`.
RULES = WRONG_RULES if os.environ.get("PROOF") else WRONG_RULES[::2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.exercise}-{rule.id}")
def test_counterexamples_are_small(rule: WrongRule) -> None:
    """Every wrong rule shrinks to a call whose arrays can be read at a glance."""
    exercise = EXERCISES[rule.exercise]

    def fails(call: dict[str, Any]) -> bool:
        allowed = exercise.error(call)
        return is_exposed(rule, call, exercise.function(**call), allowed)

    call = smallest(exercise, fails, seed=1, examples=100)
    assert call is not None
    assert fails(call)
    sizes = [value.size for value in call.values() if isinstance(value, np.ndarray)]
    assert max(sizes, default=0) <= READABLE, call
