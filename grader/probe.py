"""Answers that are judged by what they do, not by what they are: more than one is right.

An array may be asked for that has certain properties, a kernel that answers to one kind of edge,
say. Its author writes *probes*: pictures of the answer's shape, laid on it as a kernel is laid on
a picture. What they come to has to be 0, or has to be anything but 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Probe", "Probed", "example_of"]

#: Sums that are smaller than this share of their terms are taken for 0: what rounding leaves.
_ROUNDING = 1e-5


@dataclass(frozen=True)
class Probe:
    """One property of a right answer.

    Attributes:
        id: Its name for programs.
        picture: An array of the answer's shape; the sum of the products with the answer counts.
        silent: Whether that sum has to be 0; if not, it has to be anything else.
        says: What is wrong with an answer that does not have the property, in a sentence.
    """

    id: str
    picture: np.ndarray
    silent: bool
    says: str

    def is_silent(self, answer: np.ndarray) -> bool:
        """Say whether an answer of the right shape gives 0 here, up to rounding.

        Example:
            >>> import numpy as np
            >>> even = Probe("even", np.ones(3), silent=True, says="It answers to an even grey.")
            >>> even.is_silent(np.array([1.0, -2.0, 1.0])), even.is_silent(np.ones(3))
            (True, False)
        """
        terms = self.picture * answer
        return bool(abs(terms.sum()) <= _ROUNDING * abs(terms).sum())

    def spoken(self, gettext: Callable[[str], str]) -> Probe:
        """Return the same probe, which says what it says in another language."""
        return replace(self, says=gettext(self.says))


@dataclass(frozen=True)
class Probed:
    """A right answer that others are as right as: those with the same properties.

    Attributes:
        example: One right answer.
        probes: The properties.
    """

    example: np.ndarray
    probes: tuple[Probe, ...]

    def pattern(self, answer: Any) -> tuple[bool, ...]:
        """Return which probes an answer of the right shape gives 0 to."""
        return tuple(probe.is_silent(answer) for probe in self.probes)

    def failed(self, answer: np.ndarray) -> tuple[Probe, ...]:
        """Return the properties that an answer of the right shape does not have."""
        silent = self.pattern(answer)
        return tuple(
            probe
            for probe, mine in zip(self.probes, silent, strict=True)
            if probe.silent is not mine
        )

    def spoken(self, gettext: Callable[[str], str]) -> Probed:
        """Return the same with what its probes say in another language."""
        return replace(self, probes=tuple(one.spoken(gettext) for one in self.probes))


def example_of(right: Any) -> Any:
    """Return a right answer that can be shown: the answer itself, or the example of many."""
    return right.example if isinstance(right, Probed) else right
