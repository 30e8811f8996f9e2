"""The report as Classroom 50's ``result.json``: a test for each exercise, points as integers. Pure.

Its runner tells a grader by variables whose work it grades, and stamps some of these fields
anew. Where a variable is missing the file stays valid, so that a trial run elsewhere can be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from grader.model import ConceptTitle, Finding, Report
from grader.report.formats import Setting
from grader.report.text import plain
from grader.report.told import by_concept, one_sentence

__all__ = ["SCHEMA", "render"]

#: The format that is written.
SCHEMA: Final = "classroom50/result/v1"
_TYPES: Final = ("individual", "group", "team")
_UNKNOWN: Final = "unknown"
_TAG: Final = "submit/"


def render(report: Report, setting: Setting) -> str:
    """Return the result of a submission."""
    given = setting.environment
    now = setting.now.astimezone(UTC)
    kind = given.get("ASSIGNMENT_TYPE", "")
    data = {
        "schema": SCHEMA,
        "classroom": _first(given.get("CLASSROOM")),
        "assignment": _first(given.get("ASSIGNMENT"), report.assignment),
        "assignment_type": kind if kind in _TYPES else _TYPES[0],
        "owner": _first(given.get("OWNER"), given.get("USERNAME"), report.submission),
        "submission": _tag(given, report, now),
        "commit": _first(given.get("COMMIT_URL"), report.commit),
        "release": _first(given.get("RELEASE_URL")),
        # What it is where there is nothing to compare.
        "review": _first(given.get("REVIEW_URL"), given.get("COMMIT_URL"), report.commit),
        "datetime": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "score": report.points,
        "max-score": report.max_points,
        "tests": [
            _test(concept, finding)
            for concept, findings in by_concept(report)
            for finding in findings
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _test(concept: ConceptTitle, finding: Finding) -> dict[str, Any]:
    return {
        "test-name": f"{plain(concept.title)}: {plain(finding.exercise)}",
        "passed": finding.status == "passed",
        "score": finding.points,
        "max-score": finding.max_points,
        "message": one_sentence(finding),
    }


def _tag(given: Mapping[str, str], report: Report, now: datetime) -> str:
    tag = plain(given.get("SUBMISSION_TAG", ""))
    if tag.startswith(_TAG):
        return tag
    return f"{_TAG}{now:%Y-%m-%dT%H-%M-%SZ}-{plain(report.commit)[:7] or _UNKNOWN}"


def _first(*texts: str | None) -> str:
    """Return the first text that says anything."""
    return next((plain(text, 2_000) for text in texts if text), _UNKNOWN)
