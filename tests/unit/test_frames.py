"""Tables in worked examples, and in what a casebook records of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.about import About, AboutConcept
from grader.author.casebook_about import _exercise
from grader.author.casebook_file import write_casebook
from grader.author.recording import Recording
from grader.authoring import Exercise
from grader.casebook import RIGHT, Casebook
from grader.evidence import Difference, Outcome, Trial
from grader.explain.frames import Example
from grader.explain.illustrate import illustrated, traced
from grader.misconception import Misconception, Model, variant
from grader.recorded import recorded_assignment
from grader.trace import Table

HINTS = ("What does a step add?", "Add what all steps add.")
CALLS = [{"steps": [{"size": at}, {"size": 3}]} for at in (2, 1, 5)]


def listed(steps):
    """Return each step with its size, and the sum so far."""
    sizes = [step["size"] for step in steps]
    return [(f"step {at}", sum(sizes[: at + 1])) for at in range(len(sizes))]


def summed(steps):
    """Return the sum of all sizes."""
    return sum(step["size"] for step in steps)


def halves(steps):
    """Return the sum of all sizes, and half of it."""
    return np.array([summed(steps), summed(steps) / 2])


def table(rules: Any, place: tuple[int, ...], steps: Any) -> Table:
    """Return the sums so far."""
    sums = [sum(rules.size(one) for one in steps[: at + 1]) for at in range(len(steps))]
    total = float(sums[-1]) / (2 if place == (1,) else 1)
    return Table(tuple((f"step {at}", str(one)) for at, one in enumerate(sums)), (total,))


def exercise(function: Any, compute: Any) -> Exercise:
    """Return an exercise about steps, and a mistake that counts them."""
    return Exercise(
        function=function,
        inputs=lambda _draw: CALLS[0],
        points=1,
        hints=HINTS,
        columns=("step", "so far"),
        model=Model(compute=compute, rules={"size": lambda step: step["size"]}, trace=table),
        misconceptions=(
            Misconception(
                id="steps-counted",
                says="Steps are counted.",
                hint="How large is a step?",
                variants=(variant(size=lambda _step: 1),),
            ),
        ),
        worked=(CALLS[0],),
    )


LISTED = exercise(
    listed,
    lambda rules, steps: [
        (f"step {at}", sum(map(rules.size, steps[: at + 1]))) for at in range(len(steps))
    ],
)
SUMMED = exercise(summed, lambda rules, steps: sum(map(rules.size, steps)))
HALVES = exercise(
    halves,
    lambda rules, steps: np.array([1.0, 0.5]) * sum(map(rules.size, steps)),
)
ROWS = ("step    so far", "0  step 0       2", "1  step 1       5")


@pytest.mark.parametrize(
    ("one", "lines"),
    [
        (LISTED, (f"result    {ROWS[0]}", f"       {ROWS[1]}", f"       {ROWS[2]}")),
        (SUMMED, (f"          {ROWS[0]}", f"       {ROWS[1]}", f"       {ROWS[2]}", "result    5")),
        (
            HALVES,
            (
                "output 0",
                f"          {ROWS[0]}",
                f"       {ROWS[1]}",
                f"       {ROWS[2]}",
                "result    5",
            ),
        ),
    ],
    ids=["rows", "number", "array"],
)
def test_a_table_is_one_frame(one: Exercise, lines: tuple[str, ...]):
    """Of a table all cells are shown at once, whether it is the answer or leads to it."""
    example = Example(one, one.worked[0])
    assert (example.count, example.total) == (1, 1)
    frame = example.frame(0)
    assert frame.lines == lines
    assert frame.drawing is not None
    assert example.call == [
        "steps = [",
        '    {"size": 2},',
        '    {"size": 3},',
        "]",
        f"{one.name}(steps)",
    ]


def test_tables_are_recorded_where_they_lead_to_an_answer():
    """The casebook has the tables of numbers, right and wrong; those of rows need none."""
    exercises = (LISTED, SUMMED, HALVES)
    recording = Recording(())
    for one in exercises:
        recording.add(one, CALLS)
    kept = recording.contents.traces
    assert not [key for key in kept if key[0] < 3]
    # A number has one place, an array two: of the worked call, and of the smallest calls.
    assert {key for key in kept if key[0] == 3} == {(3, RIGHT, 0), (3, 0, 0)}
    assert {(6, RIGHT, 0), (6, RIGHT, 1), (6, 0, 0)} == {key for key in kept if key[0] == 6}
    whole = zip(recording.behaviours, recording.contents.which, recording.worked, strict=True)
    about = About(
        assignment="a",
        title="A",
        made="",
        digest="",
        versions={},
        concepts=(
            AboutConcept("c", "C", "D.", tuple(_exercise(k, w.shape[1], at) for k, w, at in whole)),
        ),
        translations={"ko": {"so far": "지금까지"}},
    )
    casebook = Casebook.of(write_casebook(about, recording.contents))
    found = [one for _concept, one in recorded_assignment(casebook, "ko").exercises]
    assert found[1].columns == ("step", "지금까지")
    for one, mine in zip(exercises[1:], found[1:], strict=True):
        for ways in ([], [mine.wrong_answers[0]]):
            own = [one.wrong_answers[0]] if ways else []
            place = (0,) * np.ndim(one.right(CALLS[0]))
            expected = one.traced(place, CALLS[0], own)
            assert traced(mine, place, mine.calls[0], ways) == expected
    trial = Trial(
        found[0].calls[0],
        Outcome("returned", value=[("step 0", 1), ("step 1", 2)]),
        found[0].right(found[0].calls[0]),
        Difference("values", ((0, 1), (1, 1)), 4),
    )
    picture = illustrated(found[0], trial, None)
    assert picture is not None
    assert picture.lines == (
        "         step    지금까지",
        "right 0  step 0         2",
        "yours 0  step 0         1    <-- wrong",
        "      1  step 1         5",
    )
