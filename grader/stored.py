"""Reads a report from a file that anybody may have written: an artefact of a pull request, say.

What it says may still be untrue; it is a report in form, in size and in its sums.
"""

from __future__ import annotations

import math
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from grader.language import LANGUAGES, _
from grader.model import (
    ArrayValue,
    Counterexample,
    MappingValue,
    Report,
    SequenceValue,
    Value,
    decode_report,
)

__all__ = ["StoredError", "read_report"]

#: The largest file that is read, in bytes: some ten times what a report of ours can have.
MAX_REPORT: Final = 4 * 2**20
#: Sequences within sequences; ours are cut much earlier.
_DEEPEST: Final = 30
#: No axis of an array without elements is longer.
_LONGEST: Final = 1_000_000
#: Larger numbers are no points, tests or lines.
_MOST: Final = 10**9


class StoredError(Exception):
    """A file holds no report of ours; the message is a sentence for people."""


def read_report(path: Path) -> Report:
    """Return the report in a file.

    Raises:
        StoredError: it cannot be read, or is not a report.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            text = _("{file} is not a regular file (links and devices are not read)")
            raise StoredError(text.format(file=path) + ".")
        with path.open("rb") as file:
            content = file.read(MAX_REPORT + 1)
    except OSError as error:
        text = _("{file} cannot be read: {reason}.")
        raise StoredError(text.format(file=path, reason=error.strerror)) from error
    problem = _("it is larger than any report") if len(content) > MAX_REPORT else ""
    try:
        report = None if problem else decode_report(content)
    except (msgspec.MsgspecError, RecursionError) as error:
        problem = str(error)
    if not problem and report is not None:
        problem = _problem(report)
    if problem or report is None:
        text = _("{file} is not a report: {reason}.")
        raise StoredError(text.format(file=path, reason=problem))
    return report


def _problem(report: Report) -> str:
    """Say what no run could have found; nothing where all is well."""
    names = Counter(finding.exercise for finding in report.findings)
    concepts = Counter(concept.id for concept in report.concepts)
    used = {finding.concept for finding in report.findings}
    causes = {finding.because_of for finding in report.findings} - {None}
    if report.language not in LANGUAGES:
        return _("its language is not known")
    if not all(map(str.isidentifier, (report.assignment, *names, *concepts))):
        return _("it has a name that is not a valid one")
    if max((*names.values(), *concepts.values()), default=1) > 1:
        return _("a name is in it twice")
    if not used <= set(concepts) or not causes <= set(names):
        return _("it names what is not in it")
    return _odd_number(report) or _odd_value(report)


def _odd_number(report: Report) -> str:
    """Say which numbers do not go together; nothing where all do."""
    numbers = [(one.points, one.max_points) for one in report.findings]
    numbers += [(one.wrong_calls, one.calls) for one in report.findings]
    if not all(0 <= part <= whole <= _MOST for part, whole in numbers):
        return _("its numbers are not possible")
    sums = sum(one.points for one in report.findings), sum(o.max_points for o in report.findings)
    if (report.points, report.max_points) != sums:
        return _("its points do not add up")
    return ""


def _odd_value(report: Report) -> str:
    """Say what is wrong with the values that are shown; nothing where all is well."""
    examples = [one.counterexample for one in report.findings if one.counterexample is not None]
    if any(map(_is_deep, examples)):
        return _("a value in it is too deep")
    if not all(map(_fits, examples)):
        return _("an array in it has other cells than its shape says")
    return ""


def _is_deep(example: Counterexample) -> bool:
    """Say whether a value would be too deep to be written out."""
    values = _values(example)
    for _depth in range(_DEEPEST):
        values = [inner for one in values for inner in _inside(one)]
    return bool(values)


def _inside(value: Value) -> list[Value]:
    """Return what is in a sequence, or what keys lead to; of what has no parts nothing."""
    if isinstance(value, MappingValue):
        return [one for _key, one in value.items]
    return list(value.items) if isinstance(value, SequenceValue) else []


def _fits(example: Counterexample) -> bool:
    """Say whether arrays have as many cells as their shape says, and wrong cells are among them."""
    arrays = [one for one in _every(_values(example)) if isinstance(one, ArrayValue)]
    yours = example.yours
    if isinstance(yours, ArrayValue) and not all(
        _is_inside(at, yours.shape) for at in example.wrong
    ):
        return False
    return all(map(_holds, arrays))


def _holds(array: ArrayValue) -> bool:
    """Say whether an array has its cells, or too many to be shown, and is no longer than it is."""
    is_empty = 0 in array.shape
    is_short = all(0 <= size <= (_LONGEST if is_empty else _MOST) for size in array.shape)
    return is_short and len(array.cells) in {0, math.prod(array.shape)}


def _is_inside(index: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    within = zip(index, shape, strict=False)
    return len(index) == len(shape) and all(0 <= at < size for at, size in within)


def _every(values: list[Value]) -> Iterator[Value]:
    """Yield values and all that is in them."""
    for one in values:
        yield one
        yield from _every(_inside(one))


def _values(example: Counterexample) -> list[Value]:
    return [*example.arguments.values(), example.yours, example.right]
