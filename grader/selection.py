"""Chooses the exercises that a run is about."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from grader.language import _
from grader.subject import Curriculum, Topic

__all__ = ["SelectionError", "select"]


class SelectionError(Exception):
    """A run is asked for that cannot be had; the message says why."""


def select(assignment: Curriculum, only: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the exercises that ``only`` names, or of all of them.

    Raises:
        SelectionError: a name is neither an exercise nor a concept.
    """
    known = [name for one in assignment.concepts for name in (one.id, *_names(one))]
    for name in only:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            sentences = [
                _("{assignment} has no exercise or concept {name!r}.").format(
                    assignment=assignment.id, name=name
                ),
                *(_("Did you mean {name}?").format(name=one) for one in near),
                _("There are: {known}.").format(known=", ".join(known)),
            ]
            raise SelectionError(" ".join(sentences))
    return tuple(
        exercise.name
        for concept, exercise in assignment.exercises
        if not only or concept.id in only or exercise.name in only
    )


def _names(concept: Topic) -> list[str]:
    return [exercise.name for exercise in concept.exercises]
