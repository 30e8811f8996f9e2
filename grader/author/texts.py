"""Every text of an assignment that students read: what there is to translate."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from grader.author.stubs import source_of
from grader.authoring import Assignment, Exercise

__all__ = ["probe_texts", "texts"]


def texts(assignment: Assignment, reference: Path) -> list[str]:
    """Return the texts in the order in which students meet them, each one once.

    * ``reference`` is the folder that the assignment was loaded from, in English.
    """
    found = [assignment.title]
    for concept in assignment.concepts:
        module = ast.get_docstring(ast.parse(source_of(reference, concept)), clean=True)
        found += [concept.title, concept.goal, module or ""]
        for exercise in concept.exercises:
            found += _texts_of(exercise)
    return [text for text in dict.fromkeys(found) if text]


def _texts_of(exercise: Exercise) -> Iterator[str]:
    yield inspect.getdoc(exercise.function) or ""
    yield from exercise.hints
    for one in exercise.misconceptions:
        yield from (one.says, one.hint)
    for facet in exercise.facets:
        yield from (facet.yes, facet.no)
    for rule in exercise.shape_rules:
        yield rule.looks
    yield from exercise.columns
    yield from probe_texts(exercise)


def probe_texts(exercise: Exercise) -> tuple[str, ...]:
    """Return what is said where a property of the answer is missing, as seen in worked calls."""
    if exercise.probes is None:
        return ()
    every = (probe.says for call in exercise.worked for probe in exercise.probes(**call))
    return tuple(dict.fromkeys(every))
