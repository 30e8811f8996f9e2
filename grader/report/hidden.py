"""A Report without inputs, for grades whose inputs are hidden. Pure.

Student code sees every input, and could carry inputs out by any text of its own that
a report shows: a value, what it prints, the message of an exception, the name of its
class. So a finding is told in our own words alone, and its example is left out.
"""

from __future__ import annotations

from typing import Final

import msgspec

from grader.language import N_, _
from grader.model import Diagnosis, Finding, OutcomeName, Report

__all__ = ["without_inputs"]

_SENTENCES: Final[dict[OutcomeName, str]] = {
    "type": N_("{name} returned another type than is asked"),
    "shape": N_("{name} returned another shape than is asked"),
    "dtype": N_("{name} returned another dtype than is asked"),
    "changed_argument": N_("{name} changed an argument"),
    "non_finite": N_("{name} returned nan or inf"),
    "property": N_("{name} returned something that does not do what is asked"),
    "values": N_("{name} returned wrong values"),
    "unsteady": N_("{name} gave two different answers to the same call"),
    "raised": N_("{name} raised an exception"),
    "timed_out": N_("{name} did not return in time"),
    "crashed": N_("{name} ended Python itself"),
    "flooded": N_("{name} printed without end"),
    "protocol": N_("{name} sent something that is not an answer"),
    "missing": N_("{name} is missing"),
    "unreadable": N_("the file of {name} cannot be read"),
    "other_parameters": N_("{name} takes other parameters than is asked"),
    "not_finished": N_("{name} is not finished"),
    "not_started": N_("{name} is not started"),
    "not_graded": N_("{name} was not graded: its time was used up"),
    "broken": N_("{name} could not be graded, which is the grader's fault, and costs no points"),
}


def without_inputs(report: Report) -> Report:
    """Return the same verdicts and points, and no text that student code could have chosen.

    What is left of a finding is its outcome in our words, how many inputs were wrong, and its
    hint. Lines are left out because the code decides in which one it raises, and seconds because
    it decides how long it sleeps.
    """
    findings = tuple(_hide(finding) for finding in report.findings)
    return msgspec.structs.replace(report, findings=findings)


def _hide(finding: Finding) -> Finding:
    sentence = _(_SENTENCES.get(finding.outcome, "")).format(name=finding.exercise)
    return msgspec.structs.replace(
        finding,
        headline=sentence,
        details=(),
        location=None,
        counterexample=None,
        diagnosis=_without_symptoms(finding.diagnosis),
        traceback=(),
        seconds=0.0,
    )


def _without_symptoms(diagnosis: Diagnosis | None) -> Diagnosis | None:
    """Return a diagnosis without what is seen: it names exceptions, and so the code chooses words.

    What is said of a misconception is the author's own.
    """
    if diagnosis is None or diagnosis.kind != "symptoms":
        return diagnosis
    return msgspec.structs.replace(diagnosis, says="")
