"""The report as Gradescope's ``results.json``: a test for each exercise. Pure.

Every text has the format ``text``: nothing that a student wrote becomes markup.
"""

from __future__ import annotations

import json
from typing import Any

from grader.model import ConceptTitle, Finding, Report
from grader.report.closing import closing_sentences
from grader.report.formats import Setting
from grader.report.text import plain
from grader.report.told import by_concept, one_sentence, text_alone

__all__ = ["render"]


def render(report: Report, _setting: Setting) -> str:
    """Return the results; Gradescope adds the points of the tests up itself."""
    tests = [
        _test(report, f"{row}.{place}", concept, finding)
        for row, (concept, findings) in enumerate(by_concept(report), start=1)
        for place, finding in enumerate(findings, start=1)
    ]
    # Where there are no points to add up, Gradescope asks for the sum.
    no_tests = {} if tests else {"score": report.points}
    data = {
        **no_tests,
        "output": _output(report),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(report.seconds, 3),
        "tests": tests,
        "extra_data": {
            "grader": plain(report.versions.get("grader", "")),
            "reference": plain(report.versions.get("reference", report.casebook.digest)),
            "seed": report.seed,
            "commit": plain(report.commit),
            "containment": report.containment,
        },
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _test(report: Report, number: str, concept: ConceptTitle, finding: Finding) -> dict[str, Any]:
    return {
        "number": number,
        "name": f"{plain(concept.title)}: {plain(finding.exercise)}",
        "status": "passed" if finding.status == "passed" else "failed",
        "score": finding.points,
        "max_score": finding.max_points,
        "output": text_alone(report, finding),
        "output_format": "text",
        "tags": [plain(concept.id)],
    }


def _output(report: Report) -> str:
    """Return what stands above the tests: the points, and for what there was no verdict."""
    undecided = [one for one in report.findings if one.status in {"not_graded", "broken"}]
    first = plain(closing_sentences(report)[0])
    return "\n".join([first, *map(one_sentence, undecided)])
