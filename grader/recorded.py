"""An assignment as its casebook recorded it: answers are looked up, not computed.

It can be asked whatever :mod:`grader.subject` asks, about the recorded calls: a call is known
by the mapping that this module made of it. Of any other call nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from grader.about import About, AboutExercise
from grader.casebook import RIGHT, Casebook
from grader.misconception import (
    Facet,
    Misconception,
    RecordedError,
    ShapeRule,
    UndefinedError,
    Variant,
    Way,
)
from grader.probe import Probed
from grader.sequences import flat_index, shape_of
from grader.trace import Drawable

__all__ = ["RecordedAssignment", "RecordedConcept", "RecordedExercise", "recorded_assignment"]

#: What translates a text, and leaves one alone that it does not know.
Gettext = Callable[[str], str]


class RecordedExercise:
    """One exercise; see :class:`grader.subject.Subject` for what its parts mean.

    Attributes:
        about: All that does not belong to a call.
    """

    def __init__(
        self, casebook: Casebook, number: int, first: int, about: AboutExercise, gettext: Gettext
    ) -> None:
        """Begin with the exercise ``number``, whose calls begin with number ``first``."""
        self.about = about
        self._casebook = casebook
        self._number = number
        self._first = first
        self._gettext = gettext
        self._answers: dict[tuple[int, int], tuple[str, Any, float | None]] = {}

    @property
    def name(self) -> str:
        """The function's name."""
        return self.about.name

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the function's parameters, in order."""
        return self.about.parameters

    @property
    def points(self) -> int:
        """What the exercise is worth."""
        return self.about.points

    @property
    def hints(self) -> tuple[str, ...]:
        """From idea to detail."""
        return tuple(map(self._gettext, self.about.hints))

    @property
    def requires(self) -> tuple[str, ...]:
        """Exercises that a student will want to use here."""
        return self.about.requires

    @property
    def alike(self) -> tuple[tuple[str, ...], ...]:
        """Groups of misconceptions that are one behaviour in this exercise."""
        return self.about.alike

    @cached_property
    def calls(self) -> tuple[dict[str, Any], ...]:
        """The arguments of each recorded call, from small to large."""
        return tuple(
            dict(zip(self.parameters, arguments, strict=True)) for arguments, *_ in self._recorded
        )

    @property
    def worked(self) -> tuple[dict[str, Any], ...]:
        """Calls that are worked out, or one that can stand for them."""
        # Older casebooks do not say; their first call is the smallest.
        return tuple(self.calls[number] for number in self.about.worked or (0,))

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Questions about a call."""
        return tuple(
            Facet(
                id=one.id,
                ask=partial(self._facet, at),
                yes=self._gettext(one.yes),
                no=self._gettext(one.no),
                branches=one.branches,
            )
            for at, one in enumerate(self.about.facets)
        )

    @cached_property
    def shape_rules(self) -> tuple[ShapeRule, ...]:
        """Wrong rules for the shape."""
        return tuple(
            _RecordedRule(
                id=one.id,
                looks=self._gettext(one.looks),
                shape=lambda: (),
                recorded=partial(self._shape, at),
            )
            for at, one in enumerate(self.about.shape_rules)
        )

    @cached_property
    def wrong_answers(self) -> tuple[Way, ...]:
        """The misconceptions with their variants, the likeliest first."""
        variants: list[list[Variant]] = [[] for _ in self.about.misconceptions]
        ways = [(number, Variant({}, raises=raises)) for number, raises in self.about.ways]
        for number, variant in ways:
            variants[number].append(variant)
        known = [
            Misconception(
                id=one.id,
                says=self._gettext(one.says),
                hint=self._gettext(one.hint),
                variants=tuple(variants[number]),
            )
            for number, one in enumerate(self.about.misconceptions)
        ]
        return tuple((known[number], variant) for number, variant in ways)

    @property
    def pairs(self) -> Iterator[tuple[Way, Way]]:
        """The declared ones, in every way in which they go together."""
        for one, other in self.about.pairs:
            yield self.wrong_answers[one], self.wrong_answers[other]

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns of a table of the answer are called."""
        return tuple(map(self._gettext, self.about.columns))

    def right(self, arguments: Mapping[str, Any]) -> Any:
        """Return the right answer to a recorded call."""
        right = self._recorded[self._at(arguments)][1]
        return right.spoken(self._gettext) if isinstance(right, Probed) else right

    def error(self, arguments: Mapping[str, Any]) -> Any:
        """Return the error that is allowed for a call, ``None`` where it is to be exact."""
        return self._recorded[self._at(arguments)][2]

    def answer(self, arguments: Mapping[str, Any], ways: Sequence[Way] = ()) -> Any:
        """Return what a function with these misconceptions answers to a recorded call.

        Raises:
            UndefinedError: they do not say, or the casebook does not know them together.
            RecordedError: they raise an exception.
        """
        if not ways:
            return self.right(arguments)
        kind, value, _error = self._answer(arguments, ways)
        if kind == "raises":
            raise RecordedError(value)
        if kind != "returns":
            raise UndefinedError
        return value

    def answer_error(self, arguments: Mapping[str, Any], ways: Sequence[Way]) -> Any:
        """Return the error that is allowed for such an answer."""
        return self._answer(arguments, ways)[2]

    def traced(
        self, place: tuple[int, ...], arguments: Mapping[str, Any], ways: Sequence[Way] = ()
    ) -> Drawable | None:
        """Return how one element of such an answer comes about, where that is recorded."""
        call = self._at(arguments)
        row = self._rows.get(_key(ways)) if ways else RIGHT
        if row is None:
            return None
        number = flat_index(place, shape_of(self._recorded[call][1]))
        return None if number is None else self._casebook.trace(self._first + call, row, number)

    @cached_property
    def _recorded(self) -> list[tuple[tuple[Any, ...], Any, Any]]:
        return [self._casebook.call(self._first + at) for at in range(self.about.calls)]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(call): at for at, call in enumerate(self.calls)}

    @cached_property
    def _rows(self) -> dict[tuple[int, ...], int]:
        """The row of each way, and of each pair, by the identity of its variants."""
        rows = {_key([way]): row for row, way in enumerate(self.wrong_answers)}
        first = len(rows)
        return rows | {_key(pair): first + row for row, pair in enumerate(self.pairs)}

    @cached_property
    def _which(self) -> list[list[int]]:
        which: list[list[int]] = self._casebook.which(self._number).tolist()
        return which

    def _at(self, arguments: Mapping[str, Any]) -> int:
        at = self._numbers.get(id(arguments))
        if at is None:
            raise UndefinedError
        return at

    def _answer(
        self, arguments: Mapping[str, Any], ways: Sequence[Way]
    ) -> tuple[str, Any, float | None]:
        at, row = self._at(arguments), self._rows.get(_key(ways))
        if row is None:
            raise UndefinedError
        key = (at, self._which[row][at])
        if key not in self._answers:
            self._answers[key] = self._casebook.answer(self._first + at, key[1])
        return self._answers[key]

    def _facet(self, at: int, arguments: Mapping[str, Any]) -> bool | None:
        return self._casebook.view(self._first + self._at(arguments))[0][at]

    def _shape(self, at: int, arguments: Mapping[str, Any]) -> Any:
        return self._casebook.view(self._first + self._at(arguments))[1][at]


@dataclass(frozen=True)
class RecordedConcept:
    """One concept; see :class:`grader.subject.Topic`."""

    id: str
    title: str
    goal: str
    exercises: tuple[RecordedExercise, ...]


@dataclass(frozen=True)
class RecordedAssignment:
    """One assignment; see :class:`grader.subject.Curriculum`."""

    id: str
    title: str
    concepts: tuple[RecordedConcept, ...]

    @property
    def exercises(self) -> tuple[tuple[RecordedConcept, RecordedExercise], ...]:
        """Every exercise with its concept, in order."""
        return tuple((one, exercise) for one in self.concepts for exercise in one.exercises)


def recorded_assignment(casebook: Casebook, language: str) -> RecordedAssignment:
    """Return what a casebook holds, its texts in a language; English where there is no other."""
    about: About = casebook.about
    texts = about.translations.get(language, {})

    def gettext(text: str) -> str:
        return texts.get(text, text)

    concepts, number, first = [], 0, 0
    for concept in about.concepts:
        exercises = []
        for one in concept.exercises:
            exercises.append(RecordedExercise(casebook, number, first, one, gettext))
            number, first = number + 1, first + one.calls
        title, goal = gettext(concept.title), gettext(concept.goal)
        concepts.append(RecordedConcept(concept.id, title, goal, tuple(exercises)))
    return RecordedAssignment(about.assignment, gettext(about.title), tuple(concepts))


@dataclass(frozen=True, kw_only=True)
class _RecordedRule(ShapeRule):
    """A shape rule whose shapes are looked up."""

    recorded: Callable[[Mapping[str, Any]], tuple[int, ...]]

    def of(self, arguments: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the shape that it gives for a recorded call."""
        return self.recorded(arguments)


def _key(ways: Sequence[Way]) -> tuple[int, ...]:
    return tuple(id(variant) for _, variant in ways)
