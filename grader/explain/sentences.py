"""The sentences of the feedback: a headline for each way in which a call can be wrong.

Every headline follows one grammar: what came back, and what should have.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np

from grader.evidence import Difference, Error, Outcome, Trial
from grader.explain.headline import Headline, end_of, what_can_be_imported
from grader.explain.sentences_parts import of_part, of_property, of_sizes, return_hint
from grader.explain.wording import number, type_text, wrong_cells
from grader.language import N_, _, ngettext
from grader.probe import Probed
from grader.sequences import has_parts

__all__ = ["of_mixture", "of_trial", "stub_in_the_way"]

_MIXTURES: Final = {
    "type": N_("On {count} of these it returned another type."),
    "shape": N_("On {count} of these it returned another shape."),
    "dtype": N_("On {count} of these it returned another dtype."),
    "changed_argument": N_("On {count} of these it changed an argument."),
    "non_finite": N_("On {count} of these it returned nan or inf."),
    "values": N_("On {count} of these it returned wrong values."),
    "property": N_("On {count} of these its answer does not do what is asked."),
    "timed_out": N_("On {count} of these it did not return."),
    "crashed": N_("On {count} of these it ended Python itself."),
    "flooded": N_("On {count} of these it printed without end."),
    "protocol": N_("On {count} of these it sent something that is not an answer."),
}


def of_mixture(symptoms: Counter[str], told: str) -> str:
    """Say what else happened, where calls failed in more than one way; ``""`` otherwise."""
    others = [(symptom, count) for symptom, count in symptoms.most_common() if symptom != told]
    if not others:
        return ""
    symptom, count = others[0]
    if symptom in _MIXTURES:
        return _(_MIXTURES[symptom]).format(count=count)
    word, _space, error = symptom.partition(" ")
    if word == "raised":
        return _("On {count} of these it raised {error}.").format(count=count, error=error)
    return _("On {count} of these it {symptom}.").format(count=count, symptom=symptom)


def of_trial(name: str, trial: Trial, *, exercises: frozenset[str]) -> Headline:
    """Say what was wrong with one call."""
    outcome = trial.outcome
    if outcome.kind == "returned" and trial.difference is not None:
        return _of_difference(name, trial, trial.difference)
    if outcome.kind == "raised" and outcome.error is not None:
        return _of_exception(name, outcome.error, stub_in_the_way(name, outcome, exercises))
    if outcome.kind == "timed_out":
        return Headline(
            _("{name} did not return within 2 seconds").format(name=name),
            hint=_("Which loop might never end?"),
        )
    if outcome.kind == "crashed":
        text = _("{name} ended Python itself ({end}), but should return a value")
        return Headline(text.format(name=name, end=end_of(outcome)))
    if outcome.kind == "flooded":
        text = _("{name} printed more than 16 MB, but should only return a value")
    else:
        text = _("{name} sent something that is not an answer")
    return Headline(text.format(name=name))


def stub_in_the_way(name: str, outcome: Outcome, exercises: frozenset[str]) -> str:
    """Return the other exercise whose stub ended the call, or ``""``."""
    error = outcome.error
    if error is None:
        return ""
    said = set(error.message.replace(":", " ").split())
    raised_in = {frame.function for frame in error.frames[-1:]}
    return min(exercises & (said | raised_in) - {name}, default="")


def _of_exception(name: str, error: Error, needed: str) -> Headline:
    """Name an exception; ``needed`` is the unwritten exercise that it came from, if it did."""
    if error.type == "NotImplementedError":
        if needed:
            text = _("{name} needs {needed}, which is not finished yet")
            return Headline(text.format(name=name, needed=needed))
        text = _("{name} is not finished: it raised NotImplementedError for some calls")
        return Headline(text.format(name=name))
    if error.type == "SystemExit":
        return Headline(_("{name} called exit, but should return a value").format(name=name))
    if error.module:
        text = _("{importer} imports {module}, which cannot be imported here")
        return Headline(
            text.format(importer=name, module=error.module), what_can_be_imported(error.module, ())
        )
    if not error.message:
        return Headline(_("{name} raised {error}").format(name=name, error=error.type))
    text = _("{name} raised {error}: {message}")
    return Headline(text.format(name=name, error=error.type, message=error.message))


def _of_difference(name: str, trial: Trial, found: Difference) -> Headline:
    value, right = trial.outcome.value, trial.right
    if found.kind == "changed_argument":
        text = _(
            "{name} changed its argument {changed}, but should leave its arguments as they are"
        )
        return Headline(
            text.format(name=name, changed=_(" and ").join(trial.outcome.changed)),
            hint=_(
                "A slice of an array is a window onto the same memory. Which line writes to it?"
            ),
        )
    if isinstance(right, Probed):
        if found.kind == "property":
            return of_property(name, right, found)
        right = right.example
    if isinstance(right, np.ndarray):
        return _of_array(name, value, right, found)
    if any(found.wrong) and has_parts(right):
        return of_part(name, value, right, found)
    return of_sizes(name, value, right, found)


def _of_array(name: str, value: Any, right: np.ndarray, found: Difference) -> Headline:
    if found.kind == "type":
        text = _("{name} returned {what}, but should return an array of shape {shape}")
        return Headline(
            text.format(name=name, what=type_text(value), shape=right.shape),
            hint=return_hint(value),
        )
    if found.kind == "shape":
        mine, theirs = value.shape, right.shape
        text = _("{name} returned shape {shape}, but should return {right}")
        headline = Headline(text.format(name=name, shape=mine, right=theirs))
        if len(mine) == len(theirs):
            return headline
        return headline.and_also(_axes(len(mine), len(theirs)))
    if found.kind == "dtype":
        text = _("{name} returned an array of {dtype}, but should return float64 or float32")
        if right.dtype.kind in "iu":
            text = _("{name} returned an array of {dtype}, but should return whole numbers (int)")
        dtype = value.dtype if isinstance(value, np.ndarray) else value.text
        return Headline(
            text.format(name=name, dtype=dtype),
            hint=_("Look at the dtype of the array that you fill."),
        )
    return _of_cell(name, value, right, found)


def _of_cell(name: str, value: Any, right: np.ndarray, found: Difference) -> Headline:
    """Name the first wrong cell, and how many there are."""
    index = found.wrong[0]
    mine, theirs = number(value[index]), number(right[index])
    if found.kind == "non_finite":
        details = [_("Every value should be a finite number.")]
    else:
        details = [wrong_cells(found)] if found.total > 1 else []
        if mine == theirs:
            mine, theirs = repr(value[index].item()), repr(right[index].item())
    text = _("{name} returned {value} at [{where}], but should return {right}")
    where = ", ".join(map(str, index))
    return Headline(
        text.format(name=name, value=mine, where=where, right=theirs), details=tuple(details)
    )


def _axes(mine: int, right: int) -> str:
    """Say that an array has too few or too many axes; the two numbers differ."""
    text = ngettext(
        "That is {mine} axes where {right} is asked.",
        "That is {mine} axes where {right} are asked.",
        right,
    )
    if mine == 1:
        text = _("That is {mine} axis where {right} are asked.")
    return text.format(mine=mine, right=right)
