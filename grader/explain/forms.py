"""Misconceptions about the form of an answer, seen from the answer alone. Pure.

They are told by a rule on each wrong call, not by a model, and are the same for
every exercise: so they stand here, not with an assignment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.evidence import Trial
from grader.language import N_
from grader.worker.wire import Opaque

__all__ = ["FORMS", "Form", "form_of"]


@dataclass(frozen=True)
class Form:
    """One misconception about the form of an answer.

    Attributes:
        id: Its name for programs, that of the catalogue.
        says: What the code does, in a sentence; to be translated.
        hint: What to think about; to be translated.
        holds: Whether a wrong call shows it.
        yields: Whether a mistake of the exercise's own that explains all answers says more.
    """

    id: str
    says: str
    hint: str
    holds: Callable[[Trial], bool]
    yields: bool = False


def form_of(trials: Sequence[Trial], *, at_least: int) -> Form | None:
    """Return the one form that every wrong call shows, if there are enough of them."""
    wrong = [trial for trial in trials if trial.is_wrong]
    if len(wrong) < at_least:
        return None
    return next((form for form in FORMS if all(map(form.holds, wrong))), None)


def _is_list(trial: Trial) -> bool:
    value = trial.outcome.value
    if not isinstance(trial.right, np.ndarray) or not isinstance(value, list):
        return False
    try:
        return _same(np.asarray(value, np.float64), trial.right)
    except (OverflowError, TypeError, ValueError):  # Ragged, not numbers, or no floats.
        return False


def _has_another_rank(trial: Trial, sign: int) -> bool:
    """Say whether the right numbers came with axes of length 1 too many (1) or too few (-1)."""
    value, right = trial.outcome.value, trial.right
    if not isinstance(value, np.ndarray) or not isinstance(right, np.ndarray):
        return False
    if value.size != right.size or (value.ndim - right.ndim) * sign <= 0:
        return False
    long_axes = [tuple(n for n in one.shape if n != 1) for one in (value, right)]
    return long_axes[0] == long_axes[1] and _same(value.reshape(right.shape), right)


def _same(value: np.ndarray, right: np.ndarray) -> bool:
    """Compare loosely: only the form is in question here."""
    return value.shape == right.shape and bool(np.allclose(value, right, rtol=1e-4, atol=1e-3))


def _changed(trial: Trial) -> bool:
    return trial.difference is not None and trial.difference.kind == "changed_argument"


def _is_float16(trial: Trial) -> bool:
    value: Any = trial.outcome.value
    if trial.difference is None or trial.difference.kind != "dtype":
        return False
    return (value.text if isinstance(value, Opaque) else str(value.dtype)) == "float16"


FORMS: tuple[Form, ...] = (
    Form(
        "returns-list",
        N_("The numbers are right, but they come back as a list, not as an array."),
        N_("A list has no shape. What turns one into an array?"),
        _is_list,
    ),
    Form(
        "returns-keepdims",
        N_("The numbers are right, but the answer has an axis too many."),
        N_("Print the shape of what you return. Which axis of length 1 was not asked for?"),
        lambda trial: _has_another_rank(trial, 1),
        yields=True,
    ),
    Form(
        "returns-scalar-channel-lost",
        N_("The numbers are right, but an axis of length 1 is lost."),
        N_("An axis of length 1 is still an axis. Which operation takes such axes away?"),
        lambda trial: _has_another_rank(trial, -1),
        yields=True,
    ),
    Form(
        "input-modified",
        N_("The function changes its arguments."),
        N_("A slice is a view of the same memory. Which line writes into it?"),
        _changed,
    ),
    Form(
        "float16-accumulation",
        N_("The answer is stored in half precision (float16), which keeps three digits."),
        N_("What is the dtype of the array that you fill?"),
        _is_float16,
    ),
)
