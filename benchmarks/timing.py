"""How a measurement is taken and printed: as a median, with its range and its goal."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def timed(job: Callable[[], object]) -> float:
    """Return how many seconds a job takes."""
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def show(what: str, values: Sequence[float], unit: str, goal: str = "") -> None:
    """Print a median with its range and its goal."""
    middle, low, high = statistics.median(values), min(values), max(values)
    spread = f"({low:.2f} to {high:.2f})" if len(values) > 1 else ""
    print(f"  {what:<38} {middle:8.2f} {unit:<3} {spread:<18} {goal}".rstrip())
