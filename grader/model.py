"""The Report: what one run found, as frozen values that survive a JSON round trip.

This is the contract with everything that reads results: renderers, gradebooks,
classroom CI. It holds texts and numbers only, no arrays, so that no reader needs
numpy. A new need is a new field, and a change of meaning a new ``schema``.
"""

from __future__ import annotations

import inspect
from typing import Final, Literal

import msgspec

from grader.drawing import Calculation, Drawing, DrawnPlane, Rows, Windows
from grader.state import CasebookState, OracleState
from grader.value import ArrayValue, MappingValue, OpaqueValue, SequenceValue, Value

__all__ = [
    "SCHEMA",
    "ArrayValue",
    "Calculation",
    "CasebookState",
    "ConceptTitle",
    "Counterexample",
    "Diagnosis",
    "Drawing",
    "DrawnPlane",
    "Finding",
    "Location",
    "MappingValue",
    "OpaqueValue",
    "OracleState",
    "Picture",
    "Report",
    "Rows",
    "SequenceValue",
    "Status",
    "Value",
    "Windows",
    "decode_report",
    "encode_report",
    "without_points",
]

#: The version of the JSON format.
SCHEMA: Final = 1

Status = Literal["passed", "failed", "not_started", "not_graded", "broken"]

#: The first thing that was wrong, or ``right`` where nothing was.
OutcomeName = Literal[
    "right",
    "type",
    "shape",
    "dtype",
    "changed_argument",
    "non_finite",
    "values",
    "property",
    "unsteady",
    "raised",
    "timed_out",
    "crashed",
    "flooded",
    "protocol",
    "missing",
    "unreadable",
    "other_parameters",
    "not_finished",
    "not_started",
    "not_graded",
    "broken",
]


class Location(msgspec.Struct, frozen=True):
    """A line of the student's.

    Attributes:
        file: The file's name in the submission.
        line: Its line, from 1; 0 when it is not known.
        source: The text of the line, may be empty.
        cell: The cell of a notebook that the line is in, from 1; 0 for other files.
    """

    file: str
    line: int
    source: str = ""
    cell: int = 0


class Picture(msgspec.Struct, frozen=True):
    """A drawing in characters of how one number of an answer comes about.

    Attributes:
        text: The same in one sentence, for those who cannot see it.
        lines: The drawing, at most 72 columns wide.
        drawing: What it shows, for pictures that are no characters.
    """

    text: str
    lines: tuple[str, ...]
    drawing: Drawing | None = None


class Counterexample(msgspec.Struct, frozen=True):
    """One wrong call, the smallest that was found.

    Attributes:
        call: The call in Python, to be pasted after ``import numpy as np``.
        arguments: From parameter name to value.
        yours: What the student's function returned; ``None`` where it did not.
        right: What it should return.
        wrong: Indices of the wrong elements, in C order; may be empty.
        returned: Whether the student's function returned at all.
        printed: The beginning of what the call printed.
        picture: How the first wrong number comes about, where that can be drawn.
    """

    call: str
    arguments: dict[str, Value]
    yours: Value
    right: Value
    wrong: tuple[tuple[int, ...], ...] = ()
    returned: bool = True
    printed: str = ""
    picture: Picture | None = None


class Diagnosis(msgspec.Struct, frozen=True):
    """Why an exercise is wrong, as far as its answers show it.

    Attributes:
        kind: A misconception that explains every answer; two together; two that explain
            them equally well; or only symptoms.
        misconceptions: Ids of the catalogue; empty for symptoms.
        agrees: On how many calls the function gave what the misconception gives.
        calls: How many calls were compared.
        discriminating: How many of the agreeing answers were wrong ones: the evidence.
        symptoms: Ids of what is seen that no misconception explains.
        says: What the code does, in a sentence.
        hint: What to think about; empty for symptoms.
    """

    kind: Literal["misconception", "pair", "tie", "symptoms"]
    misconceptions: tuple[str, ...] = ()
    agrees: int = 0
    calls: int = 0
    discriminating: int = 0
    symptoms: tuple[str, ...] = ()
    says: str = ""
    hint: str = ""


class Finding(msgspec.Struct, frozen=True):
    """The verdict on one exercise.

    Attributes:
        exercise: The function's name.
        concept: The id of its concept.
        status: ``broken`` is the grader's own fault and never costs the student.
        points: What was earned.
        max_points: What could be earned.
        headline: One sentence: what came back and what should have; empty if passed.
        outcome: One word for the first thing that was wrong.
        calls: How many calls were tried.
        wrong_calls: How many of them were wrong.
        recorded_calls: How many of the calls come from the casebook.
        recorded_wrong: How many of these were wrong.
        details: Further sentences, in order.
        hint: One question or pointer; empty where there is none.
        location: The student's line that it is about, if one is known.
        counterexample: The smallest wrong call, if there is one.
        diagnosis: Why it is wrong; ``None`` where it passed, was not started or not graded.
        because_of: The exercise whose mistake is the cause of this one: told there, and no
            points lost twice; ``None`` where there is none.
        traceback: The student's own lines that an exception passed, outermost first.
        seconds: How long its calls took.
    """

    exercise: str
    concept: str
    status: Status
    points: int
    max_points: int
    headline: str = ""
    outcome: OutcomeName = "right"
    calls: int = 0
    wrong_calls: int = 0
    recorded_calls: int = 0
    recorded_wrong: int = 0
    details: tuple[str, ...] = ()
    hint: str = ""
    location: Location | None = None
    counterexample: Counterexample | None = None
    diagnosis: Diagnosis | None = None
    because_of: str | None = None
    traceback: tuple[Location, ...] = ()
    seconds: float = 0.0


class ConceptTitle(msgspec.Struct, frozen=True):
    """A concept as it is called in feedback."""

    id: str
    title: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one run found.

    Attributes:
        schema: The version of this format.
        assignment: The assignment's id.
        title: Its title.
        language: The language of all its texts.
        submission: What the submission is called.
        folder: Where its files are below the folder that was named, with forward slashes;
            empty where they are in that folder itself.
        commit: The commit that was graded, as the command was told; may be empty.
        points: The sum of earned points.
        max_points: The sum of points that could be earned.
        seed: The seed that gives the same inputs again.
        examples: Calls drawn for each exercise.
        containment: What the student's process was kept from: full, partial or none.
        containment_note: By what means, or why there is none, in a few words.
        seconds: How long it took.
        versions: From name (``grader``, ``reference``, ``tensorflow`` ...) to version.
        oracle: What tf.nn had to say.
        casebook: What became of the casebook.
        notes: What else has to be known of the submission, a sentence each.
        concepts: In the order of feedback.
        findings: One for each exercise, in order.
    """

    schema: Literal[1] = SCHEMA
    assignment: str
    title: str
    language: str = "en"
    submission: str
    folder: str = ""
    commit: str = ""
    points: int
    max_points: int
    seed: int
    examples: int
    containment: Literal["full", "partial", "none"]
    containment_note: str = ""
    seconds: float
    versions: dict[str, str]
    oracle: OracleState
    casebook: CasebookState = CasebookState("none")
    notes: tuple[str, ...] = ()
    concepts: tuple[ConceptTitle, ...]
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 failures or unfinished work, 3 the grader is broken."""
        statuses = {finding.status for finding in self.findings}
        if "broken" in statuses:
            return 3
        return 0 if statuses <= {"passed"} else 1


def without_points(finding: Finding) -> Finding:
    """Return the same finding with no points earned."""
    return msgspec.structs.replace(finding, points=0)


def encode_report(report: Report) -> bytes:
    """Write a report as JSON, indented, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def decode_report(text: bytes) -> Report:
    """Read what :func:`encode_report` wrote.

    Raises:
        msgspec.ValidationError: it is not a report; the message has the path.
    """
    return msgspec.json.decode(text, type=Report)


def report_schema() -> bytes:
    """Return the JSON schema (2020-12) of a report, with stable formatting."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Report),
    }
    for struct in schema["$defs"].values():
        # Python 3.13 takes a docstring's indentation away, earlier versions keep it.
        struct["description"] = inspect.cleandoc(struct["description"])
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"
