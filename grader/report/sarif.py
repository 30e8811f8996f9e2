"""The report as SARIF 2.1.0, for code scanning and editors: a result at each student's line. Pure.

What the grader could not decide because it is broken is no result: it is a notification of a
run that did not succeed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from grader.model import ConceptTitle, Finding, Location, Report, Status
from grader.report.formats import Setting
from grader.report.text import plain
from grader.report.told import by_concept, one_sentence, path_of

__all__ = ["render"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final[Mapping[Status, str]] = {
    "failed": "error",
    "not_graded": "warning",
    "not_started": "note",
}
_SEMANTIC: Final = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", re.ASCII)


def render(report: Report, _setting: Setting) -> str:
    """Return one run, with a rule for each exercise that has a result."""
    listed = [
        (concept, finding) for concept, findings in by_concept(report) for finding in findings
    ]
    told = [(concept, finding) for concept, finding in listed if finding.status in _LEVELS]
    run = {
        "tool": {
            "driver": {
                "name": "grader",
                **_version(report.versions.get("grader", "")),
                "rules": [_rule(report, concept, finding) for concept, finding in told],
            }
        },
        "automationDetails": {"id": f"grader/{plain(report.assignment)}/"},
        "invocations": [_invocation(report)],
        "results": [_result(report, at, finding) for at, (_, finding) in enumerate(told)],
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _version(text: str) -> dict[str, str]:
    """Return a version by the name that the format has for its kind."""
    return {"semanticVersion" if _SEMANTIC.fullmatch(text) else "version": plain(text) or "?"}


def _rule(report: Report, concept: ConceptTitle, finding: Finding) -> dict[str, Any]:
    title = f"{plain(concept.title)}: {plain(finding.exercise)}"
    return {
        "id": _id(report, finding),
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": plain(finding.hint) or title},
    }


def _result(report: Report, rule: int, finding: Finding) -> dict[str, Any]:
    named = finding.diagnosis.misconceptions if finding.diagnosis is not None else ()
    reason = plain("+".join(named) or finding.outcome)
    return {
        "ruleId": _id(report, finding),
        "ruleIndex": rule,
        "level": _LEVELS[finding.status],
        "message": _message(finding),
        "locations": _locations(report, finding),
        "partialFingerprints": {"grader/v1": f"{_id(report, finding)}:{reason}"},
        "properties": {"points": finding.points, "maxPoints": finding.max_points},
    }


def _message(finding: Finding) -> dict[str, str]:
    # In a message [words](address) is a link, also in plain text.
    return {"text": one_sentence(finding).replace("](", "] (")}


def _locations(report: Report, finding: Finding) -> list[dict[str, Any]]:
    # Code scanning takes no result without a place: where no line is known it is the file.
    location = finding.location or Location(f"{finding.concept}.py", 0)
    # What leads out of the student's files would be shown from there.
    parts = path_of(report, location).split("/")
    path = "/".join(part for part in parts if part not in {"", ".", ".."})
    uri = quote(path, errors="backslashreplace")
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
    if location.line > 0 and not location.cell:  # A line of a cell is none of the file.
        place["region"] = {"startLine": location.line}
    return [{"physicalLocation": place}]


def _invocation(report: Report) -> dict[str, Any]:
    problems = [
        {
            "level": "error",
            "message": _message(finding),
            "properties": {"exercise": plain(finding.exercise)},
        }
        for finding in report.findings
        if finding.status == "broken"
    ]
    if not problems:
        return {"executionSuccessful": True}
    return {"executionSuccessful": False, "toolExecutionNotifications": problems}


def _id(report: Report, finding: Finding) -> str:
    return "/".join(map(plain, (report.assignment, finding.concept, finding.exercise)))
