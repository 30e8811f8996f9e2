"""The sentences of the feedback: a headline for each way in which a call can be wrong.

Every headline follows one grammar: what came back, and what should have.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from grader.evidence import Difference, Outcome, Trial
from grader.explain.headline import Headline, end_of, what_can_be_imported
from grader.worker.wire import Opaque

__all__ = ["of_mixture", "of_trial", "stub_in_the_way"]

_RETURN_HINT = "Does every way through the function end in a return?"
_FLOAT_HINT = "Which operation gives a float or an array, even if its value is whole?"


def of_mixture(symptoms: Counter[str], told: str) -> str:
    """Say what else happened, where calls failed in more than one way; ``""`` otherwise."""
    others = [(symptom, count) for symptom, count in symptoms.most_common() if symptom != told]
    if not others:
        return ""
    symptom, count = others[0]
    words = {
        "type": "it returned another type",
        "shape": "it returned another shape",
        "dtype": "it returned another dtype",
        "changed_argument": "it changed an argument",
        "non_finite": "it returned nan or inf",
        "values": "it returned wrong values",
        "timed_out": "it did not return",
        "crashed": "it ended Python itself",
        "flooded": "it printed without end",
        "protocol": "it sent something that is not an answer",
    }
    said = words.get(symptom, f"it {symptom}")
    return f"On {count} of these {said}."


def of_trial(name: str, trial: Trial, *, exercises: frozenset[str]) -> Headline:
    """Say what was wrong with one call."""
    outcome = trial.outcome
    if outcome.kind == "returned" and trial.difference is not None:
        return _of_difference(name, trial, trial.difference)
    if outcome.kind == "raised" and outcome.error is not None:
        return _of_exception(name, outcome, exercises)
    if outcome.kind == "timed_out":
        return Headline(
            f"{name} did not return within 2 seconds",
            hint="Which loop might never end?",
        )
    if outcome.kind == "crashed":
        return Headline(
            f"{name} ended Python itself ({end_of(outcome)}), but should return a value"
        )
    if outcome.kind == "flooded":
        return Headline(f"{name} printed more than 16 MB, but should only return a value")
    return Headline(f"{name} sent something that is not an answer")


def stub_in_the_way(name: str, outcome: Outcome, exercises: frozenset[str]) -> str:
    """Return the other exercise whose stub ended the call, or ``""``."""
    error = outcome.error
    if error is None:
        return ""
    said = set(error.message.replace(":", " ").split())
    raised_in = {frame.function for frame in error.frames[-1:]}
    return min(exercises & (said | raised_in) - {name}, default="")


def _of_exception(name: str, outcome: Outcome, exercises: frozenset[str]) -> Headline:
    error = outcome.error
    assert error is not None  # noqa: S101  (only called for an exception)
    if error.type == "NotImplementedError":
        needed = stub_in_the_way(name, outcome, exercises)
        if needed:
            return Headline(f"{name} needs {needed}, which is not finished yet")
        return Headline(f"{name} is not finished: it raised NotImplementedError for some calls")
    if error.type == "SystemExit":
        return Headline(f"{name} called exit, but should return a value")
    if error.module:
        return Headline(
            f"{name} imports {error.module}, which cannot be imported here",
            what_can_be_imported(error.module, ()),
        )
    message = f": {error.message}" if error.message else ""
    return Headline(f"{name} raised {error.type}{message}")


def _of_difference(name: str, trial: Trial, found: Difference) -> Headline:
    value, right = trial.outcome.value, trial.right
    if found.kind == "changed_argument":
        changed = " and ".join(trial.outcome.changed)
        return Headline(
            f"{name} changed its argument {changed}, but should leave its arguments as they are",
            hint="A slice of an array is a window onto the same memory. Which line writes to it?",
        )
    if isinstance(right, np.ndarray):
        return _of_array(name, value, right, found)
    return _of_sizes(name, value, right, found)


def _of_array(name: str, value: Any, right: np.ndarray, found: Difference) -> Headline:
    if found.kind == "type":
        return Headline(
            f"{name} returned {_type_text(value)}, but should return an array "
            f"of shape {_shape(right.shape)}",
            hint=_RETURN_HINT if value is None else "",
        )
    if found.kind == "shape":
        mine, theirs = value.shape, right.shape
        headline = Headline(
            f"{name} returned shape {_shape(mine)}, but should return {_shape(theirs)}"
        )
        if len(mine) == len(theirs):
            return headline
        return headline.and_also(_count(len(mine), len(theirs), "axis", "axes"))
    if found.kind == "dtype":
        dtype = value.dtype if isinstance(value, np.ndarray) else value.text
        return Headline(
            f"{name} returned an array of {dtype}, but should return float64 or float32",
            hint="Look at the dtype of the array that you fill.",
        )
    if found.kind == "non_finite":
        index = found.wrong[0]
        where = ", ".join(map(str, index))
        return Headline(
            f"{name} returned {_number(value[index])} at [{where}], "
            f"but should return {_number(right[index])}",
            ("Every value should be a finite number.",),
        )
    return _of_cell(name, value, right, found)


def _of_cell(name: str, value: Any, right: np.ndarray, found: Difference) -> Headline:
    """Name the first wrong cell, and how many there are."""
    index = found.wrong[0]
    where = ", ".join(map(str, index))
    mine, theirs = _number(value[index]), _number(right[index])
    if mine == theirs:
        mine, theirs = repr(value[index].item()), repr(right[index].item())
    count = f"In this example {_of_cells(found)} {_plural(len(found.wrong), 'is', 'are')} wrong."
    return Headline(
        f"{name} returned {mine} at [{where}], but should return {theirs}",
        (count,) if found.total > 1 else (),
    )


def _of_sizes(name: str, value: Any, right: Any, found: Difference) -> Headline:
    should = f"but should return {right}"
    if found.kind == "type":
        if isinstance(right, int) and isinstance(value, (float, np.floating)):
            text = f"{name} returned {float(value)}, a float, {should}, an int"
            return Headline(text, hint=_FLOAT_HINT)
        if isinstance(right, tuple) and isinstance(value, (tuple, list)):
            text = f"{name} returned {_plain(value)}, {should}, with ints only"
            numbers = any(isinstance(one, (float, np.floating, np.ndarray)) for one in value)
            return Headline(text, hint=_FLOAT_HINT if numbers else "")
        hint = _RETURN_HINT if value is None else ""
        return Headline(f"{name} returned {_type_text(value)}, {should}", hint=hint)
    if found.kind == "shape":
        return Headline(
            f"{name} returned {_plain(value)}, {should}",
            (_count(len(value), len(right), "number"),),
        )
    return Headline(f"{name} returned {_plain(value)}, {should}")


def _plain(value: Any) -> str:
    """Write sizes without NumPy's type names."""
    if isinstance(value, Opaque):
        return value.type_name
    if isinstance(value, (tuple, list)):
        items = ", ".join(_plain(item) for item in value[:10])
        if isinstance(value, list):
            return f"[{items}]"
        return f"({items},)" if len(value) == 1 else f"({items})"
    if isinstance(value, np.generic):
        return str(value.item())
    return repr(value)[:80]


def _type_text(value: Any) -> str:
    if value is None:
        return "None"
    kind = value.type_name if isinstance(value, Opaque) else type(value).__name__
    if isinstance(value, (bool, int, float, np.generic)):
        return f"{_plain(value)}, a single {kind}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {_shape(value.shape)}"
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    return f"{article} {kind}"


def _shape(shape: tuple[int, ...]) -> str:
    return str(tuple(shape))


def _count(mine: int, right: int, one: str, many: str = "") -> str:
    verb = _plural(right, "is", "are")
    return f"That is {mine} {_plural(mine, one, many)} where {right} {verb} asked."


def _of_cells(found: Difference) -> str:
    return f"{len(found.wrong)} of {found.total} {_plural(found.total, 'cell')}"


def _plural(count: int, one: str, many: str = "") -> str:
    return one if count == 1 else many or f"{one}s"


def _number(number: Any) -> str:
    """Write a number as short as six digits allow: 2.0 is 2, and -0.0 is 0."""
    value = number.item() if isinstance(number, np.generic) else number
    return format(value or 0.0, ".6g") if isinstance(value, float) else str(value)
