"""What the shapes of wrong answers look like; for exercises that ask for sizes, the sizes."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

from grader.evidence import Trial
from grader.explain.pairs import FEW
from grader.language import _
from grader.misconception import ShapeRule
from grader.subject import Subject

__all__ = ["shape_seen"]


def shape_seen(exercise: Subject, tried: Sequence[Trial]) -> tuple[str, str] | None:
    """Return an id and a sentence about the shapes in all these calls, right and wrong ones.

    Example:
        >>> from grader.authoring import Exercise
        >>> from grader.evidence import Difference, Outcome
        >>> def count(n):
        ...     '''Return how many numbers come before n.'''
        ...     return n
        >>> rule = ShapeRule(id="one-less", looks="one too few", shape=lambda n: (n - 1,))
        >>> exercise = Exercise(function=count, inputs=dict, points=1, hints=("a", "b"),
        ...                     shape_rules=(rule,))
        >>> wrong = [Trial({"n": n}, Outcome("returned", n - 1), n, Difference("values", ((),), 1))
        ...          for n in range(3)]
        >>> shape_seen(exercise, wrong)
        ('shape:one-less', 'Where the answer is wrong, it looks like one too few (3 of 3 tests).')
    """
    returned = [trial for trial in tried if trial.outcome.kind == "returned"]
    right = [trial for trial in returned if trial.is_right]
    if returned and isinstance(returned[0].right, (int, tuple)):
        wrong = [trial for trial in returned if not trial.is_right]
        text = _("Where the answer is wrong, it looks like {looks} ({count} of {count} tests).")
    else:
        wrong = [trial for trial in returned if _difference(trial) == "shape"]
        text = _("Where the shape is wrong, it looks like {looks} ({count} of {count} tests).")
        right = [trial for trial in returned if _difference(trial) not in {"shape", "type"}]
        if not wrong:
            return _right_shape(tried)
    rule = _rule(exercise, wrong, right) if len(wrong) >= FEW else None
    if rule is None:
        return None
    return f"shape:{rule.id}", text.format(looks=rule.looks, count=len(wrong))


def _right_shape(tried: Sequence[Trial]) -> tuple[str, str] | None:
    """Say so where every call returned, and values are wrong."""
    kinds = {_difference(trial) for trial in tried}
    if any(trial.outcome.kind != "returned" for trial in tried) or "type" in kinds:
        return None
    if not kinds & {"values", "non_finite"}:
        return None
    text = _("On all {count} tests the shape is right.")
    return "shape-right", text.format(count=len(tried))


def _rule(exercise: Subject, wrong: Sequence[Trial], right: Sequence[Trial]) -> ShapeRule | None:
    """Return the rule that gives all the wrong shapes, and as many of the right ones as may be."""
    fitting = [
        rule
        for rule in exercise.shape_rules
        if all(rule.of(trial.arguments) == _shape_of(trial.outcome.value) for trial in wrong)
    ]
    return min(
        fitting,
        key=lambda rule: sum(rule.of(trial.arguments) != _shape_of(trial.right) for trial in right),
        default=None,
    )


def _difference(trial: Trial) -> str:
    return "" if trial.difference is None else trial.difference.kind


def _shape_of(value: Any) -> tuple[int, ...] | None:
    """Return the shape of an array, or sizes as they are; ``None`` for all that is neither."""
    sizes = value if isinstance(value, (tuple, list)) else getattr(value, "shape", None) or (value,)
    is_int = all(isinstance(size, Integral) and not isinstance(size, bool) for size in sizes)
    return tuple(sizes) if is_int else None
