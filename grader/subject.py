"""What judging and explaining ask of an assignment, wherever the answers come from.

There are two kinds of each: what the author wrote (:mod:`grader.authoring`), which computes
its answers, and what the casebook recorded (:mod:`grader.recorded`), which looks them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from grader.misconception import Facet, ShapeRule, Way
from grader.trace import Drawable

__all__ = ["Curriculum", "Subject", "Topic"]


class Subject(Protocol):
    """One exercise; see :class:`grader.authoring.Exercise` for what its parts mean.

    A call is given by its arguments: from parameter name to value, in order.
    """

    @property
    def name(self) -> str:
        """The function's name."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the function's parameters, in order."""

    @property
    def points(self) -> int:
        """What the exercise is worth."""

    @property
    def hints(self) -> tuple[str, ...]:
        """From idea to detail."""

    @property
    def requires(self) -> tuple[str, ...]:
        """Exercises that a student will want to use here."""

    @property
    def alike(self) -> tuple[tuple[str, ...], ...]:
        """Groups of misconceptions that are one behaviour in this exercise."""

    @property
    def worked(self) -> tuple[Mapping[str, Any], ...]:
        """Calls that are worked out, or one that can stand for them."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns of a table of the answer are called."""

    @property
    def facets(self) -> tuple[Facet, ...]:
        """Questions about a call."""

    @property
    def shape_rules(self) -> tuple[ShapeRule, ...]:
        """Wrong rules for the shape."""

    @property
    def wrong_answers(self) -> tuple[Way, ...]:
        """The misconceptions with their variants, the likeliest first."""

    @property
    def pairs(self) -> Iterable[tuple[Way, Way]]:
        """Two at a time that may come together."""

    def right(self, arguments: Mapping[str, Any]) -> Any:
        """Return the right answer to a call."""

    def error(self, arguments: Mapping[str, Any]) -> Any:
        """Return the error that is allowed for a call, ``None`` where it is to be exact."""

    def answer(self, arguments: Mapping[str, Any], ways: Sequence[Way] = ()) -> Any:
        """Return what a function with these misconceptions answers to a call."""

    def answer_error(self, arguments: Mapping[str, Any], ways: Sequence[Way]) -> Any:
        """Return the error that is allowed for such an answer."""

    def traced(
        self, place: tuple[int, ...], arguments: Mapping[str, Any], ways: Sequence[Way] = ()
    ) -> Drawable | None:
        """Return how one element of such an answer comes about, where that can be told."""


class Topic(Protocol):
    """One concept."""

    @property
    def id(self) -> str:
        """The name of the student's module."""

    @property
    def title(self) -> str:
        """What it is called in feedback."""

    @property
    def goal(self) -> str:
        """What a student can do when all of it passes."""

    @property
    def exercises(self) -> Sequence[Subject]:
        """In the order in which they should be solved."""


class Curriculum(Protocol):
    """One assignment."""

    @property
    def id(self) -> str:
        """The name of its folder."""

    @property
    def title(self) -> str:
        """What it is called in feedback."""

    @property
    def concepts(self) -> Sequence[Topic]:
        """In the order of feedback."""

    @property
    def exercises(self) -> Sequence[tuple[Topic, Subject]]:
        """Every exercise with its concept, in order."""
