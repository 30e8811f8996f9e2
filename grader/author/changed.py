"""Changes the numbers and words of a call, as ``grader show --set`` asks for it.

What an argument may be is learnt from calls that the exercise draws: whatever kind of value
is among them, and no number smaller than 1 unless there is one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from grader.authoring import Exercise
from grader.draw import draw_calls
from grader.explain.frames import Example
from grader.language import _
from grader.selection import SelectionError

__all__ = ["changed"]

#: Calls that are drawn to learn from.
_DRAWN: Final = 100
#: No number may be larger: the answer has to be computed.
_MOST: Final = 1_000
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
#: What is typed for ``None``.
_NONE: Final = "none"


def changed(exercise: Exercise, call: Mapping[str, Any], settings: Sequence[str]) -> dict[str, Any]:
    """Return a call with other values; each setting is ``NAME=VALUE``.

    Raises:
        SelectionError: there is no such argument, or it cannot be that, or nothing comes out.
    """
    drawn = [*exercise.worked, *draw_calls(exercise, seed=0, examples=_DRAWN)]
    known = {name: _Known(name, [one[name] for one in drawn]) for name in exercise.parameters}
    result = dict(call)
    for setting in settings:
        name, equals, text = setting.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or not name:
            raise SelectionError(_("--set needs NAME=VALUE, not {text}.").format(text=setting))
        if name not in known or known[name].is_array:
            raise SelectionError(_cannot_be_set(exercise, name, known))
        result[name] = known[name].read(text.strip())
    if not _has_output(exercise, result, drawn):
        line = " ".join(part.strip() for part in Example(exercise, result).short_call)
        text = _("{call} has no output. Is a window larger than the picture?")
        raise SelectionError(text.format(call=line))
    return result


@dataclass(frozen=True)
class _Known:
    """An argument, and values that it has had."""

    name: str
    values: list[Any]

    @property
    def is_array(self) -> bool:
        return any(isinstance(value, np.ndarray) for value in self.values)

    @property
    def words(self) -> list[str]:
        return sorted({value for value in self.values if isinstance(value, str)})

    @property
    def may_be_none(self) -> bool:
        return None in self.values

    @property
    def sizes(self) -> list[tuple[int, ...]]:
        return [value for value in self.values if isinstance(value, tuple)]

    @property
    def least(self) -> int:
        """The smallest whole number that it may be, or have in it."""
        return min([1, *_whole_numbers(self.values)])

    def read(self, text: str) -> Any:
        """Return a value from how it is typed."""
        text = text.strip("()[]\"'").strip()
        if self.may_be_none and text.lower() == _NONE:
            return None
        if self.words:
            if text not in self.words:
                known = _("{name} is one of: {words}.")
                raise SelectionError(known.format(name=self.name, words=", ".join(self.words)))
            return text
        if any(isinstance(value, float) for value in self.values):
            return self._read_float(text)
        numbers = self._read_ints(text)
        for number in numbers:
            if not self.least <= number <= _MOST:
                bounds = _("{name} takes numbers from {least} to {most}, not {number}.")
                raise SelectionError(
                    bounds.format(name=self.name, least=self.least, most=_MOST, number=number)
                )
        return numbers if self.sizes else numbers[0]

    def _read_float(self, text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not abs(value) <= _MOST:  # nan is not either
            known = _("{name} is a number from -{most} to {most}: --set {name}=0.5")
            raise SelectionError(known.format(name=self.name, most=_MOST))
        return value

    def _read_ints(self, text: str) -> tuple[int, ...]:
        count = len(self.sizes[0]) if self.sizes else 1
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != count or not all(map(_NUMBER.fullmatch, parts)):
            if not self.sizes:
                known = _("{name} is a whole number: --set {name}={example}")
            elif self.may_be_none:
                known = _("{name} is {count} whole numbers, or none: --set {name}={example}")
            else:
                known = _("{name} is {count} whole numbers: --set {name}={example}")
            example = ",".join(["2"] * count)
            raise SelectionError(known.format(name=self.name, count=count, example=example))
        return tuple(map(int, parts))


def _cannot_be_set(exercise: Exercise, name: str, known: Mapping[str, _Known]) -> str:
    """Say what can be set, where this cannot."""
    names = ", ".join(one for one, argument in known.items() if not argument.is_array)
    if name in known:
        first = _("{name} is an array, which cannot be set.").format(name=name)
    else:
        text = _("{exercise} has no argument {name}.")
        first = text.format(exercise=exercise.name, name=name)
    if names:
        rest = _("What can be set: {names}.").format(names=names)
    else:
        rest = _("{exercise} takes arrays alone.").format(exercise=exercise.name)
    return f"{first} {rest}"


def _has_output(
    exercise: Exercise, call: Mapping[str, Any], drawn: Sequence[Mapping[str, Any]]
) -> bool:
    try:
        right = exercise.right(call)
    except Exception:  # noqa: BLE001  (whatever the reference does with a call that is none)
        return False
    if isinstance(right, np.ndarray):
        return bool(right.size)
    usual = min([1, *_whole_numbers([exercise.right(one) for one in drawn])])
    return min([usual, *_whole_numbers([right])]) == usual


def _whole_numbers(values: Sequence[Any]) -> list[int]:
    """Return the ints among values and in tuples among them."""
    every = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return [one for one in every if type(one) is int]
