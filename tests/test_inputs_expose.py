"""The inputs that are drawn expose the mistakes that people make.

Each wrong rule is compared with the reference on the same drawn calls; fixed
seeds, so the shares are the same on every run.
"""

from __future__ import annotations

import functools
import warnings
from typing import Any

import pytest

from grader.compare import difference
from grader.draw import draw_calls
from reference.assignment1 import ASSIGNMENT
from tests.wrong_rules import WRONG_RULES, WrongRule

EXERCISES = {exercise.name: exercise for _, exercise in ASSIGNMENT.exercises}
SEEDS = (1, 2, 3)
CALLS = 150

#: At least this much of the share that inputs drawn without a purpose reach.
OF_RICH = 2 / 3
#: Where that was not measured: seen by 98 of 100 runs of a hundred calls.
AT_LEAST = 0.04


@functools.cache
def drawn(exercise: str) -> tuple[tuple[dict[str, Any], Any, Any], ...]:
    """Return drawn calls, each with the right answer and the error allowed."""
    it = EXERCISES[exercise]
    return tuple(
        (call, it.function(**call), it.error(call))
        for seed in SEEDS
        for call in draw_calls(it, seed=seed, examples=CALLS)
    )


def is_exposed(rule: WrongRule, call: dict[str, Any], right: Any, allowed: Any) -> bool:
    """Say whether a wrong rule raises, or returns what is not right."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answer = rule.function(*call.values())
        except (ValueError, IndexError):
            return True
    return difference(answer, right, allowed) is not None


def share(rule: WrongRule) -> float:
    """Return the share of the drawn calls that expose a wrong rule."""
    trials = drawn(rule.exercise)
    return sum(is_exposed(rule, *trial) for trial in trials) / len(trials)


@pytest.mark.parametrize("rule", WRONG_RULES, ids=lambda rule: f"{rule.exercise}-{rule.id}")
def test_wrong_rule_is_exposed(rule: WrongRule) -> None:
    """A wrong rule shows in at least two thirds of the share without a purpose."""
    least = AT_LEAST if rule.rich is None else OF_RICH * rule.rich
    assert share(rule) >= least
