"""Writes down what a casebook says in words, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec
import numpy as np

from grader import __version__
from grader.about import (
    About,
    AboutConcept,
    AboutExercise,
    AboutFacet,
    AboutMisconception,
    AboutShapeRule,
)
from grader.author.behaviour import Behaviour
from grader.author.recording import Recording
from grader.author.texts import probe_texts
from grader.authoring import Assignment
from grader.digest import sources_digest
from grader.language import LANGUAGES, catalogue

__all__ = ["about_of"]


def about_of(
    assignment: Assignment, reference: Path, recording: Recording, tensorflow: str
) -> About:
    """Return it, without the day; ``tensorflow`` is the version that was asked.

    * ``assignment`` was loaded from ``reference``, in English.
    """
    recorded = {
        known.exercise.name: _exercise(known, which.shape[1], worked)
        for known, which, worked in zip(
            recording.behaviours, recording.contents.which, recording.worked, strict=True
        )
    }
    about = About(
        assignment=assignment.id,
        title=assignment.title,
        made="",
        digest=sources_digest(reference),
        versions={
            "grader": __version__,
            "hypothesis": version("hypothesis"),
            "numpy": np.__version__,
            "tensorflow": tensorflow,
        },
        concepts=tuple(
            AboutConcept(
                concept.id,
                concept.title,
                concept.goal,
                tuple(recorded[one.name] for one in concept.exercises),
            )
            for concept in assignment.concepts
        ),
        translations={},
    )
    return msgspec.structs.replace(about, translations=_translations(about, reference))


def _exercise(known: Behaviour, calls: int, worked: tuple[int, ...]) -> AboutExercise:
    exercise = known.exercise
    ids = list(dict.fromkeys(one.id for one, _variant in exercise.wrong_answers))
    every = {one.id: one for one, _variant in exercise.wrong_answers}
    place = {id(variant): at for at, (_one, variant) in enumerate(exercise.wrong_answers)}
    pairs = [row.candidate.parts for row in known.rows[len(place) :]]
    return AboutExercise(
        name=exercise.name,
        parameters=exercise.parameters,
        points=exercise.points,
        hints=exercise.hints,
        requires=exercise.requires,
        alike=exercise.alike,
        calls=calls,
        misconceptions=tuple(
            AboutMisconception(one, every[one].says, every[one].hint) for one in ids
        ),
        ways=tuple((ids.index(one.id), variant.raises) for one, variant in exercise.wrong_answers),
        pairs=tuple((place[id(one[1])], place[id(other[1])]) for one, other in pairs),
        facets=tuple(AboutFacet(one.id, one.yes, one.no, one.branches) for one in exercise.facets),
        shape_rules=tuple(AboutShapeRule(one.id, one.looks) for one in exercise.shape_rules),
        worked=worked,
        columns=exercise.columns,
        probes=probe_texts(exercise),
    )


def _translations(about: About, reference: Path) -> dict[str, dict[str, str]]:
    """Return all texts in every language but English, as far as they are translated."""
    found = {}
    for language in LANGUAGES[1:]:
        gettext = catalogue(reference, about.assignment, language).gettext
        both = {text: gettext(text) for text in _texts(about)}
        found[language] = {text: other for text, other in both.items() if other != text}
    return found


def _texts(about: About) -> Iterator[str]:
    yield about.title
    for concept in about.concepts:
        yield from (concept.title, concept.goal)
        for exercise in concept.exercises:
            yield from exercise.hints
            for one in exercise.misconceptions:
                yield from (one.says, one.hint)
            for facet in exercise.facets:
                yield from (facet.yes, facet.no)
            for rule in exercise.shape_rules:
                yield rule.looks
            yield from (*exercise.columns, *exercise.probes)
