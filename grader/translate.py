"""An assignment with its texts in another language. Pure."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader.authoring import Assignment, Concept, Exercise
from grader.misconception import Facet, Misconception, ShapeRule
from grader.probe import Probe

__all__ = ["translated"]

#: What translates a text, and leaves one alone that it does not know.
Gettext = Callable[[str], str]


def translated(assignment: Assignment, gettext: Gettext) -> Assignment:
    """Return the assignment with every text that feedback and lists show put through ``gettext``.

    Docstrings are not among them: they are translated where stubs are written. What is new
    here is new in :mod:`grader.author.texts` too.
    """
    concepts = tuple(_concept(one, gettext) for one in assignment.concepts)
    return replace(assignment, title=gettext(assignment.title), concepts=concepts)


def _concept(concept: Concept, gettext: Gettext) -> Concept:
    return replace(
        concept,
        title=gettext(concept.title),
        goal=gettext(concept.goal),
        exercises=tuple(_exercise(one, gettext) for one in concept.exercises),
    )


def _exercise(exercise: Exercise, gettext: Gettext) -> Exercise:
    return replace(
        exercise,
        hints=tuple(map(gettext, exercise.hints)),
        misconceptions=tuple(_misconception(one, gettext) for one in exercise.misconceptions),
        facets=tuple(_facet(one, gettext) for one in exercise.facets),
        shape_rules=tuple(_shape_rule(one, gettext) for one in exercise.shape_rules),
        columns=tuple(map(gettext, exercise.columns)),
        probes=None if exercise.probes is None else _probes(exercise.probes, gettext),
    )


def _misconception(one: Misconception, gettext: Gettext) -> Misconception:
    return replace(one, says=gettext(one.says), hint=gettext(one.hint))


def _facet(facet: Facet, gettext: Gettext) -> Facet:
    return replace(facet, yes=gettext(facet.yes), no=gettext(facet.no))


def _probes(
    probes: Callable[..., tuple[Probe, ...]], gettext: Gettext
) -> Callable[..., tuple[Probe, ...]]:
    @functools.wraps(probes)
    def in_language(*arguments: Any, **named: Any) -> tuple[Probe, ...]:
        return tuple(one.spoken(gettext) for one in probes(*arguments, **named))

    return in_language


def _shape_rule(rule: ShapeRule, gettext: Gettext) -> ShapeRule:
    return replace(rule, looks=gettext(rule.looks))
