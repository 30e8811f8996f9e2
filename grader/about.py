"""What a casebook says in words and small numbers: all of it that does not belong to a call."""

from __future__ import annotations

import msgspec

__all__ = [
    "About",
    "AboutConcept",
    "AboutExercise",
    "AboutFacet",
    "AboutMisconception",
    "AboutShapeRule",
]


class AboutMisconception(msgspec.Struct, frozen=True):
    """The texts of a misconception; see :class:`grader.misconception.Misconception`."""

    id: str
    says: str
    hint: str


class AboutFacet(msgspec.Struct, frozen=True):
    """The texts of a facet; see :class:`grader.misconception.Facet`."""

    id: str
    yes: str
    no: str
    branches: bool


class AboutShapeRule(msgspec.Struct, frozen=True):
    """The texts of a shape rule; see :class:`grader.misconception.ShapeRule`."""

    id: str
    looks: str


class AboutExercise(msgspec.Struct, frozen=True, kw_only=True):
    """What does not depend on a call; see :class:`grader.authoring.Exercise`.

    Attributes:
        calls: How many calls are recorded.
        ways: For each variant of a misconception its number in ``misconceptions``, and the
            exception that is its symptom.
        pairs: Numbers in ``ways`` of two that come together.
        worked: Numbers of the calls that the course works out, in its order; where it works out
            none, of one that can stand for them.
        columns: What the columns of a table of the answer are called.
        probes: What is said where a property of the answer is missing, each text once.
    """

    name: str
    parameters: tuple[str, ...]
    points: int
    hints: tuple[str, ...]
    requires: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]
    calls: int
    misconceptions: tuple[AboutMisconception, ...]
    ways: tuple[tuple[int, str], ...]
    pairs: tuple[tuple[int, int], ...]
    facets: tuple[AboutFacet, ...]
    shape_rules: tuple[AboutShapeRule, ...]
    worked: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()


class AboutConcept(msgspec.Struct, frozen=True):
    """One concept; see :class:`grader.authoring.Concept`."""

    id: str
    title: str
    goal: str
    exercises: tuple[AboutExercise, ...]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """All of a casebook that is text, in English.

    Attributes:
        assignment: The assignment's id.
        title: Its title.
        made: The day on which reference and tf.nn agreed, as YYYY-MM-DD.
        digest: Of the sources that it was made from.
        versions: From name (``grader``, ``numpy``, ``tensorflow`` ...) to version.
        concepts: In the order of feedback.
        translations: From language to English text to text.
    """

    assignment: str
    title: str
    made: str
    digest: str
    versions: dict[str, str]
    concepts: tuple[AboutConcept, ...]
    translations: dict[str, dict[str, str]]

    @property
    def exercises(self) -> tuple[AboutExercise, ...]:
        """Every exercise, in order."""
        return tuple(one for concept in self.concepts for one in concept.exercises)
