"""What the author of an assignment writes down: assignments, concepts and exercises.

These are plain, frozen values. Everything an author can get wrong is refused
here, at the door, with the name of the argument, its value and the likely fix;
so that nothing behind the door has to check again. Loading this module loads
neither numpy nor Hypothesis nor TensorFlow.
"""

from __future__ import annotations

import inspect
import keyword
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.misconception import Facet, Misconception, Model, ShapeRule, Variant

__all__ = ["Assignment", "AuthoringError", "Concept", "Exercise"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


class AuthoringError(ValueError):
    """An assignment is declared in a way that cannot work; the message says how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One stub that students fill in, and all that is needed to grade it.

    Attributes:
        function: The reference function. Its name, signature and docstring are
            the exercise's own: the stub is generated from them. It takes NumPy
            arrays, ints, floats, strings and tuples, and returns an array, an
            int, or a tuple of ints.
        inputs: Draws the arguments of one call: takes Hypothesis' ``draw`` and
            returns a dict from parameter name to value, in the order of the
            signature. See :mod:`grader.inputs`.
        points: What the exercise is worth, all or nothing.
        hints: At least two, from idea to detail; never code.
        twin: The same answer from ``tf.nn``: same arguments, same result, the
            import of TensorFlow inside the function. ``None`` where there is none.
        allowed: The largest error, per element, that is still right: takes ``answer``,
            a function that computes the exercise's answer or a wrong one, and then the
            same arguments as the function; returns an array of that answer's shape.
            ``None`` asks for the exact value, rounded to float32 at most.
        requires: Names of the exercises that a student will want to use here.
        model: The same computation built from rules; ``None`` where no misconception
            is known.
        misconceptions: The wrong ideas that can spoil this exercise, the likeliest first; of
            a group that several exercises share, those that fit its model count.
        alike: Groups of their ids that are one behaviour in this exercise, though not in
            others; the first of a group is told.
        facets: Questions about a call, by which passing and failing calls are compared.
        shape_rules: Wrong rules for the shape, told where no misconception fits.

    Raises:
        AuthoringError: an argument is missing, of the wrong kind or empty.

    Example:
        >>> def double(x):
        ...     '''Return twice ``x``.'''
        ...     return 2 * x
        >>> exercise = Exercise(function=double, inputs=lambda draw: {"x": 1}, points=5,
        ...                     hints=("What is twice as much?", "Add it to itself."))
        >>> exercise.name, exercise.parameters
        ('double', ('x',))
    """

    function: Callable[..., Any]
    inputs: Callable[[Any], dict[str, Any]]
    points: int
    hints: tuple[str, ...]
    twin: Callable[..., Any] | None = None
    allowed: Callable[..., Any] | None = None
    requires: tuple[str, ...] = ()
    model: Model | None = None
    misconceptions: tuple[Misconception, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    facets: tuple[Facet, ...] = ()
    shape_rules: tuple[ShapeRule, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        _check_callable("function", self.function, inspect.isfunction)
        where = f"exercise {self.function.__name__}"
        _check_name(where, self.function.__name__)
        if not inspect.getdoc(self.function):
            raise AuthoringError(f"{where} has no docstring; students read it in their stub")
        for parameter in inspect.signature(self.function).parameters.values():
            if parameter.kind is not parameter.POSITIONAL_OR_KEYWORD:
                raise AuthoringError(f"{where} takes {parameter}; plain parameters only")
        _check_callable("inputs", self.inputs)
        for optional in ("twin", "allowed"):
            if getattr(self, optional) is not None:
                _check_callable(optional, getattr(self, optional))
        if self.twin is not None:
            _check_same_parameters(where, self.function, self.twin)
        if self.allowed is not None:
            _check_same_parameters(where, self.function, self.allowed, ["answer"])
        if type(self.points) is not int or self.points < 1:
            raise AuthoringError(
                f"{where} got points={self.points!r}, should be an int of 1 or more"
            )
        _check_texts(where, "hints", self.hints, at_least=2)
        _check_texts(where, "requires", self.requires, at_least=0)
        self._check_wrong_answers(where)

    def _check_wrong_answers(self, where: str) -> None:
        if self.misconceptions and self.model is None:
            raise AuthoringError(f"{where} has misconceptions, but no model that they could spoil")
        for kind in (self.misconceptions, self.facets, self.shape_rules):
            _check_no_twins(where, [one.id for one in kind])

    def error(self, arguments: Mapping[str, Any]) -> Any:
        """Return the error that is allowed for a call, ``None`` where it is to be exact."""
        return None if self.allowed is None else self.allowed(self.function, **arguments)

    @property
    def wrong_answers(self) -> tuple[tuple[Misconception, Variant], ...]:
        """The misconceptions that fit this exercise's model, with each of their variants."""
        if self.model is None:
            return ()
        return tuple(
            (one, variant)
            for one in self.misconceptions
            for variant in one.variants
            if variant.is_for(self.name, self.model)
        )

    @property
    def name(self) -> str:
        """The function's name: the exercise's id everywhere."""
        return self.function.__name__

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the function's parameters, in order."""
        return tuple(inspect.signature(self.function).parameters)


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A few exercises that share one idea: the unit of feedback, and one file of students.

    Attributes:
        id: The name of the student's module, without ``.py``.
        title: What it is called in feedback.
        goal: One sentence: what a student can do when all of it passes.
        exercises: In the order in which they should be solved.

    Raises:
        AuthoringError: a bad id, an empty text, no exercises.
    """

    id: str
    title: str
    goal: str
    exercises: tuple[Exercise, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        where = f"concept {self.id}"
        _check_name(where, self.id)
        _check_texts(where, "title and goal", (self.title, self.goal), at_least=2)
        _check_tuple(where, "exercises", self.exercises, Exercise)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Concepts in the order in which they are taught.

    Attributes:
        id: The name of its folder, and what is typed after ``grader check``.
        title: What it is called in feedback.
        concepts: In the order of feedback.
        pairs: Ids of two misconceptions that often come together.
        unseen: Ids of misconceptions that no legal input shows, each with the reason.

    Raises:
        AuthoringError: two exercises or concepts of one name, or an exercise
            that requires one which comes later or does not exist.
    """

    id: str
    title: str
    concepts: tuple[Concept, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        where = f"assignment {self.id}"
        _check_name(where, self.id)
        _check_texts(where, "title", (self.title,), at_least=1)
        _check_tuple(where, "concepts", self.concepts, Concept)
        names = [concept.id for concept in self.concepts]
        names += [exercise.name for _, exercise in self.exercises]
        _check_no_twins(where, names)
        known = {one.id for _, exercise in self.exercises for one, _ in exercise.wrong_answers}
        for pair in self.pairs:
            if not known.issuperset(pair):
                raise AuthoringError(f"{where} has the pair {pair}, of which one is not known")
        for entry in self.unseen:
            _check_texts(where, "texts in an entry of unseen", entry, at_least=2)
        before: set[str] = set()
        for _, exercise in self.exercises:
            for required in exercise.requires:
                if required not in before:
                    raise AuthoringError(
                        f"exercise {exercise.name} requires {required!r}, "
                        "which is not an exercise before it"
                    )
            before.add(exercise.name)

    @property
    def exercises(self) -> tuple[tuple[Concept, Exercise], ...]:
        """Every exercise with its concept, in order."""
        return tuple(
            (concept, exercise) for concept in self.concepts for exercise in concept.exercises
        )


def _check_callable(
    name: str, value: object, is_right: Callable[[object], bool] = callable
) -> None:
    if not is_right(value):
        raise AuthoringError(
            f"expected a function but got {name}={value!r} ({type(value).__name__})"
        )


def _check_tuple(where: str, name: str, value: object, kind: type) -> None:
    good = isinstance(value, tuple) and all(isinstance(one, kind) for one in value)
    if not good or not value:
        raise AuthoringError(f"{where} got {name}={value!r}, should be a tuple of {kind.__name__}")


def _check_name(where: str, name: object) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise AuthoringError(
            f"{where} is called {name!r}; names are lower case letters, digits and _, "
            "32 characters at most, a letter first"
        )


def _check_texts(where: str, name: str, value: object, *, at_least: int) -> None:
    if not isinstance(value, tuple):
        raise AuthoringError(
            f"{where} got {name}={value!r} ({type(value).__name__}), should be a tuple of str"
        )
    if len(value) < at_least:
        raise AuthoringError(f"{where} has {len(value)} {name}, should have at least {at_least}")
    for text in value:
        if not isinstance(text, str) or not text.strip():
            raise AuthoringError(f"{where} has {text!r} among its {name}, should be a text")


def _check_no_twins(where: str, names: Sequence[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise AuthoringError(f"{where} has two things called {name!r}")


def _check_same_parameters(
    where: str,
    function: Callable[..., Any],
    other: Callable[..., Any],
    first: Sequence[str] = (),
) -> None:
    ours = [*first, *inspect.signature(function).parameters]
    theirs = list(inspect.signature(other).parameters)
    if ours != theirs:
        raise AuthoringError(
            f"{where}: {other.__name__} takes {theirs}, should take the parameters "
            f"of {function.__name__}, {ours}"
        )
