"""One exercise, as the author of an assignment writes it down: see :mod:`grader.authoring`."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.declared import (
    AuthoringError,
    check_callable,
    check_name,
    check_no_twins,
    check_same_parameters,
    check_texts,
)
from grader.misconception import (
    WHOLE,
    Facet,
    Misconception,
    Model,
    Rule,
    ShapeRule,
    UndefinedError,
    Way,
)
from grader.probe import Probe, Probed
from grader.trace import Drawable

__all__ = ["Exercise"]

#: Functions of an exercise that may be left out, each with the parameters that come first.
_OPTIONAL = (("twin", ()), ("allowed", ("answer",)), ("legal", ()), ("probes", ()))


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One stub that students fill in, and all that is needed to grade it.

    Attributes:
        function: The reference function. Its name, signature and docstring are
            the exercise's own: the stub is generated from them. It takes NumPy
            arrays (float64, float32, int64 or uint8), ints, floats, bools, strings, ``None``,
            and tuples, lists and dicts of these. It returns an array of floats or ints, a
            number, or a tuple or list of numbers, texts and tuples of ints.
        inputs: Draws the arguments of one call: takes Hypothesis' ``draw`` and
            returns a dict from parameter name to value, in the order of the
            signature. See :mod:`grader.inputs`.
        points: What the exercise is worth, all or nothing.
        hints: At least two, from idea to detail; never code.
        twin: The same answer from ``tf.nn``: same arguments, same result, the
            import of TensorFlow inside the function. ``None`` where there is none.
        allowed: The largest error, per element, that is still right: takes ``answer``,
            a function that computes the exercise's answer or a wrong one, and then the
            same arguments as the function; returns an array of that answer's shape, a float
            for a float, or an array with a number for each float of a tuple.
            ``None`` asks for the exact value, rounded to float32 at most.
        requires: Names of the exercises that a student will want to use here.
        model: The same computation built from rules; ``None`` where no misconception
            is known.
        misconceptions: The wrong ideas that can spoil this exercise, the likeliest first; of
            a group that several exercises share, those that fit its model count.
        alike: Groups of their ids that are one behaviour in this exercise, though not in
            others; the first of a group is told.
        legal: Whether a call with other numbers may be asked: takes the same arguments as the
            function. ``None`` where arrays of floats may hold any number.
        probes: For answers that are judged by what they do: takes the arguments, and returns the
            properties that every right answer has; see :mod:`grader.probe`.
        columns: What the columns of a table of the answer are called.
        facets: Questions about a call, by which passing and failing calls are compared.
        shape_rules: Wrong rules for the shape, told where no misconception fits.
        worked: Arguments of calls that the course works out: they are always tried.

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
    legal: Callable[..., bool] | None = None
    probes: Callable[..., tuple[Probe, ...]] | None = None
    columns: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    model: Model | None = None
    misconceptions: tuple[Misconception, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    facets: tuple[Facet, ...] = ()
    shape_rules: tuple[ShapeRule, ...] = ()
    worked: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        check_callable("function", self.function, inspect.isfunction)
        where = f"exercise {self.function.__name__}"
        check_name(where, self.function.__name__)
        if not inspect.getdoc(self.function):
            raise AuthoringError(f"{where} has no docstring; students read it in their stub")
        for parameter in inspect.signature(self.function).parameters.values():
            if parameter.kind is not parameter.POSITIONAL_OR_KEYWORD:
                raise AuthoringError(f"{where} takes {parameter}; plain parameters only")
        check_callable("inputs", self.inputs)
        for optional, first in _OPTIONAL:
            other = getattr(self, optional)
            if other is not None:
                check_callable(optional, other)
                check_same_parameters(where, self.function, other, first)
        if type(self.points) is not int or self.points < 1:
            raise AuthoringError(
                f"{where} got points={self.points!r}, should be an int of 1 or more"
            )
        check_texts(where, "hints", self.hints, at_least=2)
        check_texts(where, "requires", self.requires, at_least=0)
        self._check_calls_and_answers(where)

    def _check_calls_and_answers(self, where: str) -> None:
        if self.misconceptions and self.model is None:
            raise AuthoringError(f"{where} has misconceptions, but no model that they could spoil")
        for call in self.worked:
            if tuple(call) != self.parameters:
                raise AuthoringError(f"{where} works out a call with {tuple(call)}")
        for kind in (self.misconceptions, self.facets, self.shape_rules):
            check_no_twins(where, [one.id for one in kind])

    def right(self, arguments: Mapping[str, Any]) -> Any:
        """Return the right answer to a call; with its properties, where others are as right."""
        answer = self.function(**arguments)
        return answer if self.probes is None else Probed(answer, self.probes(**arguments))

    def may_ask(self, arguments: Mapping[str, Any]) -> bool:
        """Say whether a call that was not drawn may be asked."""
        return self.legal is None or self.legal(**arguments)

    def error(self, arguments: Mapping[str, Any]) -> Any:
        """Return the error that is allowed for a call, ``None`` where it is to be exact."""
        return None if self.allowed is None else self.allowed(self.function, **arguments)

    def answer(self, arguments: Mapping[str, Any], ways: Sequence[Way] = ()) -> Any:
        """Return what a function with these misconceptions answers to a call.

        Raises:
            UndefinedError: they do not say what comes out.
            Exception: whatever they raise where a person's code would.
        """
        if self.model is None:
            raise UndefinedError
        return self.model.answer(arguments, _rules(ways))

    def answer_error(self, arguments: Mapping[str, Any], ways: Sequence[Way]) -> Any:
        """Return the error that is allowed for such an answer, which has a scale of its own.

        Raises:
            Exception: as :meth:`answer`.
        """
        if self.allowed is None:
            return None

        def answer(*call: Any) -> Any:
            return self.answer(dict(zip(self.parameters, call, strict=True)), ways)

        return self.allowed(answer, **arguments)

    def traced(
        self, place: tuple[int, ...], arguments: Mapping[str, Any], ways: Sequence[Way] = ()
    ) -> Drawable | None:
        """Return how one element of such an answer comes about, where that can be told.

        Raises:
            Exception: as :meth:`answer`.
        """
        return None if self.model is None else self.model.traced(place, arguments, _rules(ways))

    @property
    def pairs(self) -> Iterator[tuple[Way, Way]]:
        """All pairs of different misconceptions that replace different rules."""
        for one, other in itertools.combinations(self.wrong_answers, 2):
            mine, theirs = one[1].rules.keys(), other[1].rules.keys()
            if one[0].id != other[0].id and not mine & theirs and WHOLE not in mine | theirs:
                yield one, other

    @property
    def wrong_answers(self) -> tuple[Way, ...]:
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


def _rules(ways: Sequence[Way]) -> dict[str, Rule]:
    """Return all rules that are replaced."""
    return {name: rule for _, variant in ways for name, rule in variant.rules.items()}
