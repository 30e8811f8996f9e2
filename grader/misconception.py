"""What the author of an assignment writes down about wrong answers: models and misconceptions.

A *model* computes an exercise's answer once more, from named *rules*: where the windows
start, what lies in the padding, how a window becomes a number. With its own rules it gives
the right answer; a *misconception* replaces some of them, and then gives the very
answers of a person who has that idea. Plain, frozen values; nothing heavy is loaded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, SimpleNamespace
from typing import Any

from grader.trace import Drawable

__all__ = [
    "WHOLE",
    "Facet",
    "Misconception",
    "Model",
    "RecordedError",
    "Rule",
    "ShapeRule",
    "UndefinedError",
    "Variant",
    "Way",
    "variant",
]

#: The rule that stands for the whole computation: ``whole(**arguments)`` is the answer.
WHOLE = "whole"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Rule = Callable[..., Any]


class UndefinedError(Exception):
    """A misconception does not say what comes out here; raised by a rule.

    Calls for which it is raised speak neither for the misconception nor against it.
    """


class RecordedError(Exception):
    """A casebook's word that a misconception raises an exception here.

    Attributes:
        type: The name of its class.
    """

    def __init__(self, type_name: str) -> None:
        super().__init__(type_name)
        self.type = type_name


@dataclass(frozen=True, kw_only=True)
class Model:
    """An exercise's computation, built from rules that can be replaced.

    Attributes:
        compute: Takes the rules, as attributes of one object, and the exercise's
            arguments by name; returns the answer.
        rules: The right rule for each name.
        trace: How one element of the answer comes about: takes the rules, the element's
            index and the arguments. ``None`` where there is nothing to draw.

    Example:
        >>> model = Model(compute=lambda rules, x: rules.step(x), rules={"step": lambda x: x + 1})
        >>> model.answer({"x": 1}), model.answer({"x": 1}, {"step": lambda x: x - 1})
        (2, 0)
    """

    compute: Callable[..., Any]
    rules: Mapping[str, Rule]
    trace: Callable[..., Drawable] | None = None

    def answer(
        self, arguments: Mapping[str, Any], replaced: Mapping[str, Rule] = MappingProxyType({})
    ) -> Any:
        """Return the answer to a call, with some of the rules replaced.

        Raises:
            UndefinedError: the replaced rules do not say what comes out.
            Exception: whatever they raise where a person's code would.
        """
        if WHOLE in replaced:
            return replaced[WHOLE](**arguments)
        return self.compute(SimpleNamespace(**{**self.rules, **replaced}), **arguments)

    def traced(
        self,
        place: tuple[int, ...],
        arguments: Mapping[str, Any],
        replaced: Mapping[str, Rule] = MappingProxyType({}),
    ) -> Drawable | None:
        """Return how one element of the answer comes about, where that can be told.

        Raises:
            Exception: whatever the replaced rules raise.
        """
        if self.trace is None or WHOLE in replaced:
            return None
        return self.trace(SimpleNamespace(**{**self.rules, **replaced}), place, **arguments)


@dataclass(frozen=True)
class Variant:
    """One way in which people write a misconception down.

    Attributes:
        rules: From the name of a rule to what takes its place.
        only: The exercises that it is for; empty for all whose model has these rules.
        raises: Where the mistake shows as an exception, and the rule raises it: its class.
    """

    rules: Mapping[str, Rule]
    only: tuple[str, ...] = ()
    raises: str = ""

    def is_for(self, exercise: str, model: Model) -> bool:
        """Whether an exercise can be spoiled in this way."""
        has_rules = self.rules.keys() <= {*model.rules, WHOLE}
        return has_rules and (not self.only or exercise in self.only)


def variant(*, only: tuple[str, ...] = (), raises: str = "", **rules: Rule) -> Variant:
    """Return a variant that replaces the rules given by name.

    Example:
        >>> sorted(variant(bias=lambda b: 0, combine=max).rules)
        ['bias', 'combine']
    """
    return Variant(MappingProxyType(rules), only, raises)


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """A wrong idea that people really have.

    Attributes:
        id: Its name for programs; never changes.
        says: One sentence about what the code does.
        hint: What to think about; it teaches, and gives no code.
        variants: The ways in which it is written down.
        aliases: Other names of the same behaviour.

    Raises:
        ValueError: a bad id, a missing text, or no variants.
    """

    id: str
    says: str
    hint: str
    variants: tuple[Variant, ...]
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        for name in (self.id, *self.aliases):
            if not _ID.fullmatch(name):
                raise ValueError(f"a misconception is called {name!r}; small letters, digits and -")
        for text in (self.says, self.hint):
            if not text.strip().endswith((".", "?", "!")):
                raise ValueError(f"misconception {self.id} has {text!r}, should be a sentence")
        if not self.variants:
            raise ValueError(f"misconception {self.id} has no variants")


#: A misconception, written down in one of its variants.
Way = tuple[Misconception, Variant]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A named question about a call: symptoms compare which calls pass and which fail by it.

    Attributes:
        id: Its name for programs.
        ask: Takes the arguments of a call as a mapping; ``None`` where the question is idle.
        yes: When the answer is yes, in words that go on a sentence: "when the stride is 1".
        no: When it is no.
        branches: Whether code often goes two ways here, so that each may have its own mistake.
    """

    id: str
    ask: Callable[[Mapping[str, Any]], bool | None]
    yes: str
    no: str
    branches: bool = False


@dataclass(frozen=True, kw_only=True)
class ShapeRule:
    """Another rule for the shape of an answer, recognised where nothing else is.

    Attributes:
        id: Its name for programs.
        looks: What the shape looks like, as the end of "The shape looks like ...".
        shape: Takes the exercise's arguments by name and returns that shape.
    """

    id: str
    looks: str
    shape: Callable[..., tuple[int, ...]] = field(repr=False)

    def of(self, arguments: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the shape that it gives for a call."""
        return self.shape(**arguments)
