"""The sentences of the feedback: a headline for each way in which a call can be wrong.

Every headline follows one grammar: what came back, and what should have.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np

from grader.evidence import Difference, Error, Outcome, Trial
from grader.explain.headline import Headline, end_of, what_can_be_imported
from grader.language import N_, _, ngettext
from grader.worker.wire import Opaque

__all__ = ["of_mixture", "of_trial", "stub_in_the_way"]

_RETURN_HINT: Final = N_("Does every way through the function end in a return?")
_FLOAT_HINT: Final = N_("Which operation gives a float or an array, even if its value is whole?")
_MIXTURES: Final = {
    "type": N_("On {count} of these it returned another type."),
    "shape": N_("On {count} of these it returned another shape."),
    "dtype": N_("On {count} of these it returned another dtype."),
    "changed_argument": N_("On {count} of these it changed an argument."),
    "non_finite": N_("On {count} of these it returned nan or inf."),
    "values": N_("On {count} of these it returned wrong values."),
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
    if isinstance(right, np.ndarray):
        return _of_array(name, value, right, found)
    return _of_sizes(name, value, right, found)


def _of_array(name: str, value: Any, right: np.ndarray, found: Difference) -> Headline:
    if found.kind == "type":
        text = _("{name} returned {what}, but should return an array of shape {shape}")
        return Headline(
            text.format(name=name, what=_type_text(value), shape=_shape(right.shape)),
            hint=_(_RETURN_HINT) if value is None else "",
        )
    if found.kind == "shape":
        mine, theirs = value.shape, right.shape
        text = _("{name} returned shape {shape}, but should return {right}")
        headline = Headline(text.format(name=name, shape=_shape(mine), right=_shape(theirs)))
        if len(mine) == len(theirs):
            return headline
        return headline.and_also(_axes(len(mine), len(theirs)))
    if found.kind == "dtype":
        text = _("{name} returned an array of {dtype}, but should return float64 or float32")
        dtype = value.dtype if isinstance(value, np.ndarray) else value.text
        return Headline(
            text.format(name=name, dtype=dtype),
            hint=_("Look at the dtype of the array that you fill."),
        )
    return _of_cell(name, value, right, found)


def _of_cell(name: str, value: Any, right: np.ndarray, found: Difference) -> Headline:
    """Name the first wrong cell, and how many there are."""
    index = found.wrong[0]
    mine, theirs = _number(value[index]), _number(right[index])
    if found.kind == "non_finite":
        details = [_("Every value should be a finite number.")]
    else:
        details = [_wrong_cells(found)] if found.total > 1 else []
        if mine == theirs:
            mine, theirs = repr(value[index].item()), repr(right[index].item())
    text = _("{name} returned {value} at [{where}], but should return {right}")
    where = ", ".join(map(str, index))
    return Headline(
        text.format(name=name, value=mine, where=where, right=theirs), details=tuple(details)
    )


def _of_sizes(name: str, value: Any, right: Any, found: Difference) -> Headline:
    text = _("{name} returned {what}, but should return {right}")
    if found.kind == "type":
        if isinstance(right, int) and isinstance(value, (float, np.floating)):
            text = _("{name} returned {value}, a float, but should return {right}, an int")
            text = text.format(name=name, value=float(value), right=right)
            return Headline(text, hint=_(_FLOAT_HINT))
        if isinstance(right, tuple) and isinstance(value, (tuple, list)):
            text = _("{name} returned {value}, but should return {right}, with ints only")
            text = text.format(name=name, value=_plain(value), right=right)
            numbers = any(isinstance(one, (float, np.floating, np.ndarray)) for one in value)
            return Headline(text, hint=_(_FLOAT_HINT) if numbers else "")
        text = text.format(name=name, what=_type_text(value), right=right)
        return Headline(text, hint=_(_RETURN_HINT) if value is None else "")
    headline = Headline(text.format(name=name, what=_plain(value), right=right))
    return (
        headline.and_also(_numbers(len(value), len(right))) if found.kind == "shape" else headline
    )


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
    """Name a value by its type, as something that stands in a sentence."""
    if value is None:
        return "None"
    kind = value.type_name if isinstance(value, Opaque) else type(value).__name__
    if isinstance(value, (bool, int, float, np.generic)):
        return _("{value}, a single {type}").format(value=_plain(value), type=kind)
    if isinstance(value, np.ndarray):
        return _("an array of shape {shape}").format(shape=_shape(value.shape))
    text = _("an {type}") if kind[:1].lower() in "aeiou" else _("a {type}")
    return text.format(type=kind)


def _shape(shape: tuple[int, ...]) -> str:
    return str(tuple(shape))


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


def _numbers(mine: int, right: int) -> str:
    """Say that there are too few or too many numbers; the two counts differ."""
    text = ngettext(
        "That is {mine} numbers where {right} is asked.",
        "That is {mine} numbers where {right} are asked.",
        right,
    )
    if mine == 1:
        text = _("That is {mine} number where {right} are asked.")
    return text.format(mine=mine, right=right)


def _wrong_cells(found: Difference) -> str:
    wrong = len(found.wrong)
    text = ngettext(
        "In this example {wrong} of {total} cells is wrong.",
        "In this example {wrong} of {total} cells are wrong.",
        wrong,
    )
    return text.format(wrong=wrong, total=found.total)


def _number(number: Any) -> str:
    """Write a number as short as six digits allow: 2.0 is 2, and -0.0 is 0."""
    value = number.item() if isinstance(number, np.generic) else number
    return format(value or 0.0, ".6g") if isinstance(value, float) else str(value)
