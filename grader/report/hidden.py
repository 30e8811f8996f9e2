"""A Report without inputs, for grades whose inputs are hidden. Pure.

Student code sees every input, and could carry inputs out by any text of its own that
a report shows: a value, what it prints, the message of an exception, the name of its
class. So a finding is told in our own words alone, and its example is left out.
"""

from __future__ import annotations

from typing import Final

import msgspec

from grader.model import Finding, OutcomeName, Report

__all__ = ["without_inputs"]

_SENTENCES: Final[dict[OutcomeName, str]] = {
    "type": "{name} returned another type than is asked",
    "shape": "{name} returned another shape than is asked",
    "dtype": "{name} returned another dtype than is asked",
    "changed_argument": "{name} changed an argument",
    "non_finite": "{name} returned nan or inf",
    "values": "{name} returned wrong values",
    "unsteady": "{name} gave two different answers to the same call",
    "raised": "{name} raised an exception",
    "timed_out": "{name} did not return in time",
    "crashed": "{name} ended Python itself",
    "flooded": "{name} printed without end",
    "protocol": "{name} sent something that is not an answer",
    "missing": "{name} is missing",
    "unreadable": "the file of {name} cannot be read",
    "other_parameters": "{name} takes other parameters than is asked",
    "not_finished": "{name} is not finished",
    "not_started": "{name} is not started",
    "not_graded": "{name} was not graded: its time was used up",
    "broken": "{name} could not be graded, which is the grader's fault, and costs no points",
}


def without_inputs(report: Report) -> Report:
    """Return the same verdicts and points, and no text that student code could have chosen.

    What is left of a finding is its outcome in our words, how many inputs were wrong, and its
    hint. Lines are left out because the code decides in which one it raises.
    """
    findings = tuple(_hide(finding) for finding in report.findings)
    return msgspec.structs.replace(report, findings=findings)


def _hide(finding: Finding) -> Finding:
    sentence = _SENTENCES.get(finding.outcome, "").format(name=finding.exercise)
    return msgspec.structs.replace(
        finding, headline=sentence, details=(), location=None, counterexample=None, traceback=()
    )
