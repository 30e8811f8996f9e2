"""Turns an explanation into what a report tells of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.explain.diagnose import Explanation, Side
from grader.language import _
from grader.model import Diagnosis

__all__ = ["told"]


def told(explanation: Explanation, arguments: Mapping[str, Any]) -> Diagnosis:
    """Return an explanation as a report keeps it, in the language being spoken.

    * ``arguments`` are those of the call that is shown: its mistake gives the hint.
    """
    if explanation.form is not None:
        says, hint = _(explanation.form.says), _(explanation.form.hint)
    else:
        shown = explanation.candidate_for(arguments)
        candidates = [side.candidate for side in explanation.sides]
        first = next(one for one in (shown, *candidates) if one is not None)
        hint = first.parts[0][0].hint
        says = _says(explanation)
    return Diagnosis(
        kind=explanation.kind,
        misconceptions=explanation.ids,
        agrees=explanation.fit.agrees,
        calls=explanation.fit.calls,
        discriminating=explanation.fit.discriminating,
        symptoms=tuple(_crash(side) for side in explanation.sides if side.raises),
        says=says,
        hint=hint,
    )


def _crash(side: Side) -> str:
    """Return the id of the symptom that a branch of the code always fails."""
    name = "" if side.facet is None else side.facet.id
    return f"crash:{name}" if side.answer else f"crash:not-{name}"


def _says(explanation: Explanation) -> str:
    first = explanation.sides[0]
    if explanation.kind == "tie":
        one, other = (_of_side(side) for side in explanation.sides)
        return _("It is one of two mistakes. Either: {one} Or: {other}").format(
            one=one, other=other
        )
    if first.facet is not None:
        # What is wrong comes first.
        sides = sorted(explanation.sides, key=lambda side: side.candidate is None)
        return " ".join(map(_with_facet, sides))
    return _of_side(first)


def _of_side(side: Side) -> str:
    parts = [one.says for one, _variant in side.candidate.parts] if side.candidate else []
    if len(parts) == 1:
        return parts[0]
    one, other = parts
    return _("There are two mistakes. First: {one} Second: {other}").format(one=one, other=other)


def _with_facet(side: Side) -> str:
    """Say when it is so: code that branches may go wrong in one branch only."""
    if side.facet is None:
        return _of_side(side)
    when = side.facet.yes if side.answer else side.facet.no
    when = when[:1].upper() + when[1:]
    if side.candidate is not None:
        return _("{when}: {says}").format(when=when, says=_of_side(side))
    if side.raises:
        return _("{when} it stops with an error.").format(when=when)
    return _("{when} it is right.").format(when=when)
