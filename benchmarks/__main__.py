"""Measures what the project promises about speed, as ratios inside one run where it can.

Seconds depend on the machine and on who shares it; a ratio of two things that
were run in turn does not. Every figure is the median of several rounds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.against import against_handwritten
from benchmarks.commands import ROOT
from benchmarks.containment import containment
from benchmarks.detection import detection
from benchmarks.diagnosis import diagnosis
from benchmarks.scaling import scaling
from benchmarks.searching import drawing, reading, shrinking
from benchmarks.shares import shares
from benchmarks.timing import Figure, digits

Measure = Callable[[int], Iterator[Figure]]

#: What is measured, by a short name: the title, and what measures it.
GROUPS: dict[str, tuple[str, Measure]] = {
    "against": ("Against a hand-written pytest + Hypothesis + tf.nn file", against_handwritten),
    "shares": ("Where the time of `check --quick` goes", shares),
    "scaling": ("Cost against the number of calls and of exercises", scaling),
    "detection": ("Detection per call", detection),
    "reading": ("The casebook", reading),
    "containment": ("Containment", containment),
    "drawing": ("Drawing 100 calls of an exercise, for each call", drawing),
    "shrinking": ("Shrinking a flipped kernel", shrinking),
    "diagnosis": ("Diagnosing 100 calls of each of five functions", diagnosis),
}
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def main() -> None:
    """Run every measurement, or some, and write them down if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}")
    parser.add_argument("--rounds", type=int, default=9, help="runs of each whole process")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--page", action="store_true", help=f"write them into {PAGE.name} too")
    wanted = parser.parse_args()
    unknown = set(wanted.groups) - GROUPS.keys()
    if unknown:
        parser.error(f"there is no group {', '.join(sorted(unknown))}")
    result = measured(wanted.groups or GROUPS, wanted.rounds)
    if wanted.json is not None:
        wanted.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if wanted.page:
        PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), result), encoding="utf-8")


def measured(names: Iterable[str], rounds: int) -> dict[str, Any]:
    """Measure some groups, print their figures as they come, and return all of them."""
    groups = []
    for name in names:
        title, measure = GROUPS[name]
        print(f"\n{title}")
        figures = []
        for one in measure(rounds):
            show(one)
            figures.append(
                {
                    "what": one.what.strip(),
                    "median": one.median,
                    "low": min(one.values),
                    "high": max(one.values),
                    "unit": one.unit,
                    "at_most": one.at_most,
                    "note": one.note,
                }
            )
        groups.append({"name": name, "title": title, "figures": figures})
    return {
        "made": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "rounds": rounds,
        "machine": f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "groups": groups,
    }


def show(one: Figure) -> None:
    """Print a figure."""
    value = f"{digits(one.median):>8} {one.unit:<3}"
    print(f"  {one.what:<52} {value} {one.spread:<18} {one.goal}".rstrip(), flush=True)


def with_figures(page: str, result: dict[str, Any]) -> str:
    """Return the page with these figures in the place of those that it has."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables(result)}{END}{after}"


def tables(result: dict[str, Any]) -> str:
    """Return the figures as Markdown tables, one for each group."""
    versions = f"Python {result['python']}, NumPy {result['numpy']}"
    lines = [f"Measured on {result['made']}: {result['machine']}, {versions}.", ""]
    for group in result["groups"]:
        lines += [f"### {group['title']}", "", "| | median | range | goal |", "|---|---|---|---|"]
        for one in group["figures"]:
            unit = f" {one['unit']}" if one["unit"] else ""
            spread = f"{digits(one['low'])} to {digits(one['high'])}"
            spread = spread if one["low"] != one["high"] else ""
            goal = "" if one["at_most"] is None else f"at most {one['at_most']:g}{unit}"
            goal = goal or one["note"]
            lines.append(f"| {one['what']} | {digits(one['median'])}{unit} | {spread} | {goal} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
