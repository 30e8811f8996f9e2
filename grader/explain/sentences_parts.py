"""The headlines of answers that are no arrays: sizes, numbers, rows; and of missing properties."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from grader.evidence import Difference
from grader.explain.headline import Headline
from grader.explain.wording import number, plain, two_numbers, type_text, wrong_cells
from grader.language import N_, _, ngettext
from grader.probe import Probed
from grader.sequences import has_parts, part_of

__all__ = ["of_part", "of_property", "of_sizes", "return_hint"]

_RETURN_HINT: Final = N_("Does every way through the function end in a return?")
_FLOAT_HINT: Final = N_("Which operation gives a float or an array, even if its value is whole?")


def return_hint(value: Any) -> str:
    """Return what to think about where nothing came back; ``""`` where something did."""
    return _(_RETURN_HINT) if value is None else ""


def of_property(name: str, right: Probed, found: Difference) -> Headline:
    """Say which property is missing; the first one, where there are several."""
    first, *others = (right.probes[at] for (at,) in found.wrong)
    text = _("The answer of {name} does not do what is asked").format(name=name)
    return Headline(text, (first.says, *(one.says for one in others[:1])))


def of_part(name: str, value: Any, right: Any, found: Difference) -> Headline:
    """Name the first wrong part of an answer that has parts within parts."""
    way = found.wrong[0]
    mine, theirs = part_of(value, way), part_of(right, way)
    by_type = found.kind == "type" and not isinstance(mine, (tuple, list))
    texts = type_text(mine) if by_type else plain(mine), plain(theirs)
    text = _("{name} returned {value} at [{where}], but should return {right}")
    where = "][".join(map(str, way))
    return Headline(
        text.format(name=name, value=texts[0], where=where, right=texts[1]),
        (wrong_cells(found),) if found.total > 1 else (),
    )


def of_sizes(name: str, value: Any, right: Any, found: Difference) -> Headline:
    """Say what is wrong with a number, or with a flat tuple of them."""
    if found.kind == "type":
        return _of_type(name, value, right)
    if has_parts(right):
        text = _("{name} returned a list of length {mine}, but should return one of length {right}")
        return Headline(text.format(name=name, mine=len(value), right=len(right)))
    text = _("{name} returned {what}, but should return {right}")
    mine, theirs = plain(value), plain(right)
    if _has_floats(right):
        mine, theirs = two_numbers(value, right)
    headline = Headline(text.format(name=name, what=mine, right=theirs))
    if found.kind == "non_finite":
        return headline.and_also(_("Every value should be a finite number."))
    return (
        headline.and_also(_numbers(len(value), len(right))) if found.kind == "shape" else headline
    )


def _of_type(name: str, value: Any, right: Any) -> Headline:
    text = _("{name} returned {what}, but should return {right}")
    if isinstance(right, int) and isinstance(value, (float, np.floating)):
        text = _("{name} returned {value}, a float, but should return {right}, an int")
        text = text.format(name=name, value=float(value), right=right)
        return Headline(text, hint=_(_FLOAT_HINT))
    is_sequence = isinstance(value, (tuple, list)) and not has_parts(right)
    if isinstance(right, tuple) and is_sequence and not _has_floats(right):
        text = _("{name} returned {value}, but should return {right}, with ints only")
        text = text.format(name=name, value=plain(value), right=right)
        numbers = any(isinstance(one, (float, np.floating, np.ndarray)) for one in value)
        return Headline(text, hint=_(_FLOAT_HINT) if numbers else "")
    hint = return_hint(value)
    if has_parts(right):
        text = _("{name} returned {what}, but should return a list of length {right}")
        return Headline(text.format(name=name, what=type_text(value), right=len(right)), hint=hint)
    mine = plain(value) if is_sequence else type_text(value)
    if _has_floats(right) and isinstance(right, tuple):
        text = _("{name} returned {what}, but should return a tuple of floats: {right}")
    if isinstance(right, float):
        text = _("{name} returned {what}, but should return {right}, a float")
    theirs = number(right) if _has_floats(right) else plain(right)
    return Headline(text.format(name=name, what=mine, right=theirs), hint=hint)


def _has_floats(right: Any) -> bool:
    return isinstance(right, float) or (
        isinstance(right, (tuple, list)) and any(isinstance(one, float) for one in right)
    )


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
