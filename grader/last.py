"""Remembers the last report of a course, for hints that begin with what failed.

It lies in the user's cache folder, never in the course: a course may be read-only, or a
student's repository. Whoever cannot write there does without.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import msgspec

from grader.files import write_whole
from grader.model import Report, decode_report, encode_report

__all__ = ["recall", "remember"]


def remember(report: Report, course: Path) -> None:
    """Keep a report until the next one of the same assignment of a course.

    What it says nothing of, because only a part was checked, stays as it was.
    """
    place = _place(course, report.assignment)
    before = recall(course, report.assignment)
    checked = {finding.exercise for finding in report.findings}
    if before is not None:
        rest = tuple(
            # A cause that was checked anew may be one no longer.
            msgspec.structs.replace(one, because_of=None) if one.because_of in checked else one
            for one in before.findings
            if one.exercise not in checked
        )
        report = msgspec.structs.replace(report, findings=(*report.findings, *rest))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, encode_report(report))
    except OSError:
        return  # A hint less, and no harm done.


def recall(course: Path, assignment: str) -> Report | None:
    """Return the last report, if there is one that can be read."""
    try:
        return decode_report(_place(course, assignment).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None


def _place(course: Path, assignment: str) -> Path:
    # Two courses on one machine may have an assignment of the same name.
    digest = hashlib.sha256(str(course.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return _folder() / f"{assignment}-{digest[:16]}.json"


def _folder() -> Path:
    named = os.environ.get("GRADER_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "cnn-grader"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "cnn-grader"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cnn-grader"
