"""Error carried forward: what follows from a mistake in a required exercise costs nothing twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.authoring import Assignment, Concept, Exercise
from grader.carried import carried_forward
from grader.model import Diagnosis, Finding
from tests.test_main_job import FINISHED, HANDWRITTEN, checked


def exercise(name: str, *requires: str, **fields: Any) -> Exercise:
    """Return an exercise that requires others."""
    function: Any = lambda x: x  # noqa: E731  (a function whose name is given)
    function.__name__, function.__doc__ = name, "Return x."
    return Exercise(
        function=function, inputs=dict, points=5, hints=("a", "b"), requires=requires, **fields
    )


def assignment(*exercises: Exercise) -> Assignment:
    """Return an assignment of one concept."""
    concept = Concept(id="concept", title="Concept", goal="Do it.", exercises=exercises)
    return Assignment(id="toy", title="Toy", concepts=(concept,))


def failed(name: str, *ids: str, kind: Any = "misconception", **fields: Any) -> Finding:
    """Return a failed exercise of which these misconceptions are told."""
    usual = {"concept": "concept", "status": "failed", "points": 0, "max_points": 5}
    return Finding(name, **{**usual, "diagnosis": Diagnosis(kind, ids), **fields})


def passed(name: str) -> Finding:
    """Return an exercise that passed."""
    return Finding(name, "concept", "passed", 5, 5)


def causes(toy: Assignment, *findings: Finding) -> dict[str, str | None]:
    """Say what each exercise is folded under, and that just those keep their points."""
    carried = carried_forward(toy, findings)
    assert [one.exercise for one in carried] == [one.exercise for one in findings]
    for before, after in zip(findings, carried, strict=True):
        assert after.points == (after.max_points if after.because_of else before.points)
        assert after.diagnosis == before.diagnosis
    return {one.exercise: one.because_of for one in carried}


#: ``middle`` requires ``first``, and ``last`` requires ``middle`` only.
CHAIN = assignment(
    exercise("first"), exercise("other"), exercise("middle", "first"), exercise("last", "middle")
)
#: ``both`` requires two exercises.
FORK = assignment(exercise("one"), exercise("two"), exercise("both", "two", "one"))


def test_the_same_mistake_as_in_a_required_exercise_is_folded():
    """An exercise with the misconception of one that it requires keeps its points."""
    assert causes(CHAIN, failed("first", "m"), failed("middle", "m")) == {
        "first": None,
        "middle": "first",
    }


@pytest.mark.parametrize(
    "before",
    [
        failed("other", "m"),  # not required
        failed("first", "n"),  # another mistake
        passed("first"),
        failed("first", "m", status="not_graded"),
        failed("first", "m", status="broken", points=5),
    ],
    ids=["not required", "another mistake", "passed", "not graded", "broken"],
)
def test_without_a_cause_nothing_is_folded(before: Finding):
    """Only an exercise that is required, and failed by the same misconception, is a cause."""
    assert causes(CHAIN, before, failed("middle", "m"))["middle"] is None


def test_a_cause_that_was_not_checked_is_none():
    """With ``--only`` an exercise is judged by itself."""
    assert causes(CHAIN, failed("middle", "m"), failed("last", "m")) == {
        "middle": None,
        "last": "middle",
    }


def test_what_is_required_is_transitive():
    """The cause may be required by what is required, which itself may have passed."""
    findings = failed("first", "m"), passed("middle"), failed("last", "m")
    assert causes(CHAIN, *findings) == {"first": None, "middle": None, "last": "first"}


def test_all_are_folded_under_the_first():
    """Of several causes the first in the assignment is told, whatever the order of requires."""
    findings = failed("first", "m"), failed("middle", "m"), failed("last", "m")
    assert causes(CHAIN, *findings) == {"first": None, "middle": "first", "last": "first"}
    findings = failed("one", "m"), failed("two", "m"), failed("both", "m")
    assert causes(FORK, *findings)["both"] == "one"


def test_a_cause_that_is_folded_leads_to_its_own():
    """What follows from an exercise that is folded itself is told where that one is told."""
    toy = assignment(
        exercise("first"),
        exercise("middle", "first", alike=(("m", "n"),)),
        exercise("last", "middle"),
    )
    findings = failed("first", "n"), failed("middle", "m"), failed("last", "m")
    assert causes(toy, *findings) == {"first": None, "middle": "first", "last": "first"}


def test_two_names_of_one_behaviour_are_the_same_mistake():
    """A misconception follows from its look-alike, if they are alike in what follows."""
    alike = exercise("middle", "first", alike=(("m", "n"), ("k", "l")))
    toy = assignment(exercise("first"), alike)
    assert causes(toy, failed("first", "n"), failed("middle", "m"))["middle"] == "first"
    assert causes(toy, failed("first", "l"), failed("middle", "m"))["middle"] is None
    toy = assignment(exercise("first", alike=(("m", "n"),)), exercise("middle", "first"))
    assert causes(toy, failed("first", "n"), failed("middle", "m"))["middle"] is None


def test_a_pair_is_folded_if_both_are_somebody_s():
    """Two mistakes together follow from exercises that have them, told with the first of these."""
    pair = failed("both", "m", "n", kind="pair")
    assert causes(FORK, failed("one", "m"), failed("two", "n"), pair)["both"] == "one"
    assert causes(FORK, failed("one", "n"), failed("two", "m"), pair)["both"] == "one"
    whole = failed("one", "n", "m", kind="pair")
    assert causes(FORK, whole, passed("two"), pair)["both"] == "one"
    assert causes(FORK, whole, passed("two"), failed("both", "m"))["both"] == "one"


def test_a_pair_with_a_mistake_of_its_own_is_not_folded():
    """Of two mistakes, one that is nobody else's costs the points."""
    pair = failed("both", "m", "n", kind="pair")
    assert causes(FORK, failed("one", "m"), passed("two"), pair)["both"] is None
    assert causes(FORK, failed("one", "m"), failed("two", "k"), pair)["both"] is None


@pytest.mark.parametrize("kind", ["tie", "symptoms"])
def test_what_is_not_known_for_sure_is_not_folded(kind: str):
    """Neither one of two that could both be it, nor what is only seen, is a cause or follows."""
    unsure = failed("first", "m", kind=kind), failed("middle", "m")
    assert causes(CHAIN, *unsure)["middle"] is None
    unsure = failed("first", "m"), failed("middle", "m", kind=kind)
    assert causes(CHAIN, *unsure)["middle"] is None


def test_what_is_not_named_is_not_folded():
    """Two exercises of which nothing is told have nothing in common."""
    findings = failed("first", diagnosis=None), failed("middle", diagnosis=None)
    assert causes(CHAIN, *findings)["middle"] is None
    findings = failed("first", kind="symptoms"), failed("middle", kind="symptoms")
    assert causes(CHAIN, *findings)["middle"] is None


def test_the_mistake_is_told_where_it_is_made(tmp_path: Path):
    """A wrong ``same_padding`` costs its own points once, and with ``strict`` all of them."""
    shutil.copytree(FINISHED, tmp_path, dirs_exist_ok=True)
    text = (FINISHED / "padding.py").read_text(encoding="utf-8")
    wrong = text.replace("return before, total - before", "return total - before, before")
    (tmp_path / "padding.py").write_text(wrong, encoding="utf-8")
    only = ("same_padding", "conv2d_same", "conv2d_strided")
    report = checked(tmp_path, only=only, examples=40)
    found = {one.exercise: (one.because_of, one.points) for one in report.findings}
    assert found == {
        "same_padding": (None, 0),
        "conv2d_same": ("same_padding", 10),
        "conv2d_strided": ("same_padding", 10),
    }
    assert (report.points, report.exit_code) == (20, 1)
    report = checked(tmp_path, only=only, examples=40, strict=True)
    assert [(one.because_of, one.points) for one in report.findings] == [(None, 0)] * 3
    ids = {one.diagnosis.misconceptions for one in report.findings if one.diagnosis}
    assert ids == {("same-extra-before",)}


def test_the_same_mistake_made_twice_costs_twice(tmp_path: Path):
    """A mistake in two exercises of which neither requires the other is told in both."""
    shutil.copytree(FINISHED, tmp_path, dirs_exist_ok=True)
    shutil.copytree(HANDWRITTEN / "pool-default-stride-1", tmp_path, dirs_exist_ok=True)
    report = checked(tmp_path, only=("avg_pool2d", "pool_output_shape"), examples=40)
    told = [(one.because_of, one.points, one.diagnosis) for one in report.findings]
    assert [(cause, points) for cause, points, _ in told] == [(None, 0)] * 2
    assert {found.misconceptions for _, _, found in told if found} == {("pool-default-stride-1",)}


def test_what_also_stops_is_its_own():
    """A mistake carried forward in one branch does not pay for a crash in the other."""
    also_stops = Diagnosis("misconception", ("m",), symptoms=("crash:padding-same",))
    stops = failed("middle", "m", diagnosis=also_stops)
    assert causes(CHAIN, failed("first", "m"), stops)["middle"] is None
    # But it is the cause of what only has the mistake.
    assert causes(CHAIN, stops, failed("last", "m"))["last"] == "middle"
