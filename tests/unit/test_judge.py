"""The judge copes with whatever a student's function may return."""

from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.evidence import Evidence, Outcome
from grader.explain.diagnose import diagnose
from grader.explore import disagreement, draw_question
from grader.gather import Question
from grader.judge import Judge
from grader.model import ConceptTitle, Finding, OracleState, Report, decode_report, encode_report
from grader.report.console import render
from grader.worker.wire import Opaque, decode, encode
from reference.assignment1 import ASSIGNMENT

#: Sixty values of each exercise in `make proof`.
EXAMPLES = 60 if os.environ.get("PROOF") else 20
FIXED = settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None)

DTYPES = ["b1", "i1", "u8", "f2", "f4", "f8", "c8", "c16"]
#: Names, texts and arrays of every kind, as they come out of the wire.
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.builds(
        Opaque,
        st.text(max_size=9) | st.just("ndarray"),
        st.text(max_size=9),
        st.none() | hnp.array_shapes(min_dims=0, max_dims=4),
    ),
    hnp.arrays(
        st.sampled_from(DTYPES),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
    ),
    hnp.from_dtype(np.dtype("f4")),
)
VALUES = st.recursive(LEAVES, lambda inside: st.lists(inside, max_size=3).map(tuple), max_leaves=5)


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    """A few calls of every exercise, with their right answers."""
    return {
        exercise.name: draw_question(concept, exercise, seed=1, examples=5)
        for concept, exercise in ASSIGNMENT.exercises
    }


def judged(question: Question, outcome: Outcome) -> Finding:
    """Judge a function that always gives this outcome."""
    trials = tuple(
        question.trial(arguments, outcome, right)
        for arguments, right in zip(question.calls, question.right, strict=True)
    )
    wrong = [trial for trial in trials if not trial.is_right]
    example = wrong[0] if wrong else None
    evidence = Evidence(Outcome("returned", line=3), trials, example)
    explanation = diagnose(question.exercise, trials)
    return Judge(ASSIGNMENT).finding(question.concept, question.exercise, evidence, explanation)


def report_of(finding: Finding) -> Report:
    """Put one finding into a report."""
    return Report(
        assignment="assignment1",
        title="title",
        submission="ada",
        points=0,
        max_points=5,
        seed=1,
        examples=5,
        containment="none",
        seconds=0.1,
        versions={},
        oracle=OracleState("off"),
        concepts=(ConceptTitle(finding.concept, "Concept"),),
        findings=(finding,),
    )


@pytest.mark.parametrize("name", [exercise.name for _, exercise in ASSIGNMENT.exercises])
@FIXED
@given(data=st.data())
def test_any_value_gets_a_verdict(questions: dict[str, Question], name: str, data: st.DataObject):
    """No value that can come over the wire breaks the judge, the report or the page."""
    # Half of the arrays have the right shape, so that their dtypes and values are looked at.
    shape = np.shape(questions[name].right[0])
    value = data.draw(VALUES | hnp.arrays(st.sampled_from(DTYPES), shape))
    travelled = decode(encode(value))
    finding = judged(questions[name], Outcome("returned", value=travelled))
    assert finding.status in {"failed", "passed"}
    assert bool(finding.headline) == (finding.status == "failed")
    report = report_of(finding)
    assert decode_report(encode_report(report)) == report
    assert all(line.isprintable() for line in render(report).splitlines())


def test_a_broken_grader_costs_nothing(questions: dict[str, Question]):
    """Where reference and tf.nn disagree, the finding is broken and keeps its points."""
    question = questions["conv1d"]
    answers = [("answer", right + 1) for right in question.right]
    problem = disagreement(question, answers)
    evidence = Evidence(Outcome("returned"), broken=problem)
    finding = Judge(ASSIGNMENT).finding(question.concept, question.exercise, evidence)
    assert (finding.status, finding.points, finding.max_points) == ("broken", 5, 5)
    assert finding.headline == ("conv1d could not be graded: the reference and tf.nn do not agree")
    assert finding.details == ("This is the grader's fault, and costs no points.",)
    assert finding.counterexample is not None
    assert report_of(finding).exit_code == 3
