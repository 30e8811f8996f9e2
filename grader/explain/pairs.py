"""A wrong array beside the right one, and what it means that the two are related.

How easily the relation comes about by luck is part of it: a single number is always off
by "a constant", and one wrong number among few often lies at the border.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

__all__ = ["FEW", "HARDLY", "Look", "Looker", "Pair", "hardly"]

#: Fewer than this show nothing: wrong calls of an exercise, numbers of an answer.
FEW: Final = 3
#: How often an answer of a few different numbers is, say, mirrored by luck: hardly ever.
HARDLY: Final = 0.05


@dataclass(frozen=True)
class Pair:
    """A wrong answer and the right one, both in float64.

    Attributes:
        value: The student's.
        right: The reference's.
        allowed: How far off each element may be.
    """

    value: np.ndarray
    right: np.ndarray
    allowed: np.ndarray

    @property
    def fits(self) -> bool:
        """Whether the two have one shape, so that elements can be compared."""
        return self.value.shape == self.right.shape

    @property
    def wrong(self) -> np.ndarray:
        """Which elements are wrong; only for answers of the right shape."""
        wrong: np.ndarray = ~(np.abs(self.value - self.right) <= self.allowed)
        return wrong

    @property
    def is_right(self) -> bool:
        """Whether the values are right."""
        return self.fits and not self.wrong.any()

    def moved(self, move: Callable[[np.ndarray], np.ndarray]) -> Pair:
        """Return the pair with the right answer's elements moved elsewhere."""
        return Pair(self.value, move(self.right), move(self.allowed))


@dataclass(frozen=True)
class Look:
    """Two answers are related.

    Attributes:
        luck: How often they would be without any reason; 1 where it tells nothing.
        amount: Between which numbers the constant or the factor lies, where there is one.
    """

    luck: float
    amount: tuple[float, float] | None = None


Looker = Callable[[Pair], Look | None]


def hardly(right: np.ndarray) -> float:
    """Return the luck of an exact match: numbers that are few, or all alike, match easily.

    Example:
        >>> hardly(np.array([1.0, 2.0, 3.0])), hardly(np.array([1.0, 1.0, 1.0]))
        (0.05, 1.0)
    """
    return HARDLY if right.size >= FEW and np.ptp(right) > 0 else 1.0
