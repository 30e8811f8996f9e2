"""What is measured, and how it is written down: a median, its range and its goal."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, several times.

    Attributes:
        what: What it is.
        values: The measurements.
        unit: Their unit; empty for ratios, shares and counts.
        at_most: The goal for the median, where there is one.
        note: What to know about it.
    """

    what: str
    values: tuple[float, ...]
    unit: str = ""
    at_most: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the measurements."""
        return statistics.median(self.values)

    @property
    def goal(self) -> str:
        """The goal in words, and whether it was met."""
        if self.at_most is None:
            return self.note
        met = "" if self.median <= self.at_most else ", NOT MET"
        unit = f" {self.unit}" if self.unit else ""
        return f"at most {self.at_most:g}{unit}{met}"

    @property
    def spread(self) -> str:
        """The smallest and the largest measurement."""
        low, high = min(self.values), max(self.values)
        return f"{digits(low)} to {digits(high)}" if len(self.values) > 1 else ""


def figure(
    what: str,
    values: Iterable[float],
    unit: str = "",
    at_most: float | None = None,
    note: str = "",
) -> Figure:
    """Return a figure."""
    return Figure(what, tuple(values), unit, at_most, note)


def timed(job: Callable[[], object]) -> float:
    """Return how many seconds a job takes."""
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def digits(value: float) -> str:
    """Write a number with three digits that count.

    Example:
        >>> digits(0.04567), digits(12.3), digits(0.0), digits(1234.0)
        ('0.0457', '12.3', '0', '1234')
    """
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
