"""The report as JUnit XML: a suite for each concept, a case for each exercise. Pure.

What cannot stand in XML, a control character or half of a surrogate pair, cannot be printed
either: it is shown by its number, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from grader.model import Finding, Report
from grader.report.formats import Setting
from grader.report.text import plain
from grader.report.told import by_concept, one_sentence, path_of, text_alone

__all__ = ["render"]

#: No check takes longer, in seconds.
_LONGEST: Final = 1e6


def render(report: Report, _setting: Setting) -> str:
    """Return the report as XML; what was not asked for is left out."""
    root = ET.Element("testsuites", name=plain(report.assignment))
    root.attrib |= _counts(report.findings) | {"time": _time(report.seconds)}
    for concept, findings in by_concept(report):
        if findings:
            root.append(_suite(report, f"{report.assignment}.{concept.id}", findings))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, name: str, findings: Sequence[Finding]) -> ET.Element:
    suite = ET.Element("testsuite", name=plain(name))
    suite.attrib |= _counts(findings) | {"time": _time(sum(one.seconds for one in findings))}
    properties = ET.SubElement(suite, "properties")
    points = {
        "grader.points": sum(one.points for one in findings),
        "grader.max_points": sum(one.max_points for one in findings),
    }
    for key, value in points.items():
        ET.SubElement(properties, "property", name=key, value=str(value))
    for finding in findings:
        case = ET.SubElement(suite, "testcase", classname=plain(name), name=plain(finding.exercise))
        case.attrib |= _place(report, finding) | {"time": _time(finding.seconds)}
        _result(report, finding, case)
    return suite


def _result(report: Report, finding: Finding, case: ET.Element) -> None:
    """Write what became of an exercise; GitLab shows the text alone, so that says everything."""
    if finding.status == "passed":
        return
    message = one_sentence(finding)
    if finding.status == "not_started":
        ET.SubElement(case, "skipped", message=message)
        return
    tag = "failure" if finding.status == "failed" else "error"
    said = ET.SubElement(case, tag, type=_type(finding), message=message)
    said.text = text_alone(report, finding)


def _type(finding: Finding) -> str:
    """Return what a failure is called: its misconceptions, else what was wrong first."""
    named = finding.diagnosis.misconceptions if finding.diagnosis is not None else ()
    return plain("+".join(named) or finding.outcome)


def _place(report: Report, finding: Finding) -> dict[str, str]:
    location = finding.location
    if location is None or not location.file:
        return {}
    file = {"file": plain(path_of(report, location))}
    has_line = location.line > 0 and not location.cell  # A line of a cell is none of the file.
    return file | {"line": str(location.line)} if has_line else file


def _time(seconds: float) -> str:
    """Return seconds as XML has them; a stored report may have any number there."""
    return f"{min(max(seconds, 0.0), _LONGEST):.3f}"


def _counts(findings: Sequence[Finding]) -> dict[str, str]:
    statuses = [one.status for one in findings]
    counts = {
        "tests": len(statuses),
        "failures": statuses.count("failed"),
        "errors": statuses.count("not_graded") + statuses.count("broken"),
        "skipped": statuses.count("not_started"),
    }
    return {name: str(count) for name, count in counts.items()}
