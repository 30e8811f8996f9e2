"""The grader's 100 examples show every small mistake that can be shown.

Each right function of ``examples/assignment1/finished`` is edited in all the
ways that ``tests/mutants.py`` knows, and graded with the calls that a student
would get. What no call shows must be listed here with the reason why it is no
mistake.
"""

from __future__ import annotations

from collections import Counter

import pytest

from reference.assignment1 import ASSIGNMENT
from tests.mutant_judge import Verdict, judge
from tests.mutant_tables import SWAPS
from tests.mutants import FINISHED, Mutant, make_mutants

#: Edits that change no answer: the reason, the statement, and what it may become.
EQUIVALENT = {
    "every cell is written later, so it does not matter what is there at first": {
        "conv1d: out = np.zeros(length)": ["out = np.ones(length)"],
        "conv2d_single: out = np.zeros((out_height, out_width))": [
            "out = np.ones((out_height, out_width))"
        ],
        "conv2d: out = np.zeros((out_height, out_width, filters))": [
            "out = np.ones((out_height, out_width, filters))"
        ],
        "conv2d_strided: out = np.zeros(shape)": ["out = np.ones(shape)"],
        "max_pool2d: out = np.zeros(shape, dtype=x.dtype)": ["out = np.ones(shape, dtype=x.dtype)"],
        "avg_pool2d: out = np.zeros(shape)": ["out = np.ones(shape)"],
    },
    "float64 holds every float32, and either is right": {
        "zero_pad: out = np.zeros(shape, dtype=x.dtype)": ["out = np.zeros(shape)"],
        "max_pool2d: out = np.zeros(shape, dtype=x.dtype)": ["out = np.zeros(shape)"],
    },
    "there is only one axis, so the first is the last": {
        "conv1d: length = x.shape[0] - w.shape[0] + 1": [
            "length = x.shape[-1] - w.shape[0] + 1",
            "length = x.shape[0] - w.shape[-1] + 1",
        ],
        "conv1d: for k in range(w.shape[0]):": ["for k in range(w.shape[-1]):"],
    },
    "min and max do not mind the order": {
        "same_padding: total = max(needed - size, 0)": ["total = max(0, needed - size)"],
        "max_pool2d: largest = max(largest, x[u, v, c])": ["largest = max(x[u, v, c], largest)"],
        "inside: return (max(start, 0), min(start + window, size))": [
            "return (max(0, start), min(start + window, size))",
            "return (max(start, 0), min(size, start + window))",
        ],
    },
    "at stride 1 the padding is kernel_size - 1 in all, whatever the size": {
        "conv2d_same: pad_height = same_padding(x.shape[0], kernel.shape[0], 1)": [
            "pad_height = same_padding(x.shape[1], kernel.shape[0], 1)",
            "pad_height = same_padding(x.shape[-1], kernel.shape[0], 1)",
            "pad_height = same_padding(0, kernel.shape[0], 1)",
        ],
        "conv2d_same: pad_width = same_padding(x.shape[1], kernel.shape[1], 1)": [
            "pad_width = same_padding(x.shape[0], kernel.shape[1], 1)",
            "pad_width = same_padding(x.shape[2], kernel.shape[1], 1)",
            "pad_width = same_padding(0, kernel.shape[1], 1)",
        ],
    },
}


@pytest.fixture(scope="module")
def mutants() -> tuple[Mutant, ...]:
    """Every edit that the tool makes."""
    return make_mutants()


@pytest.fixture(scope="module")
def verdicts(mutants: tuple[Mutant, ...]) -> list[Verdict]:
    """What the grader makes of each of them; this is what takes the time."""
    return judge(mutants)


def listed(verdicts: list[Verdict]) -> str:
    """Return one line for each verdict, for the message of a failing test."""
    return "\n".join(
        f"{one.mutant.file}:{one.mutant.line} {one.mutant.description}\n"
        f"    wrong on {one.wrong} of the drawn calls, {one.wrong_elsewhere} of the random ones"
        for one in verdicts
    )


def test_mutants_are_many_and_of_all_functions(mutants: tuple[Mutant, ...]):
    """There are at least 300 edits, 15 of every exercise, and no two are the same."""
    per_exercise = Counter(mutant.exercise for mutant in mutants)
    names = {exercise.name for _, exercise in ASSIGNMENT.exercises}
    assert len(mutants) >= 300
    assert set(per_exercise) == names
    assert min(per_exercise.values()) >= 15
    assert len({(mutant.file, mutant.source) for mutant in mutants}) == len(mutants)
    assert len({mutant.description for mutant in mutants}) == len(mutants)


def test_unedited_functions_are_right():
    """What is caught below is caught for its edit: without one, no call is wrong."""
    unedited = []
    for concept, exercise in ASSIGNMENT.exercises:
        helpers = (
            {"windows.py"}
            if exercise.name in SWAPS["assignment1"].judged_through.values()
            else set()
        )
        for file in sorted({f"{concept.id}.py", *helpers}):
            source = (FINISHED["assignment1"] / file).read_text(encoding="utf-8")
            unedited.append(Mutant(exercise.name, file, 1, "nothing", source))
    wrong = [verdict for verdict in judge(unedited) if not verdict.equivalent]
    assert not wrong, listed(wrong)


def test_every_mistake_is_caught_by_every_seed(verdicts: list[Verdict]):
    """An edit that changes any answer is seen in 100 examples, with each of three seeds."""
    escaped = [one for one in verdicts if not one.caught and not one.equivalent]
    assert not escaped, listed(escaped)


def test_survivors_are_explained(verdicts: list[Verdict]):
    """What no call shows is listed above with a reason, and nothing else is."""
    explained = {
        f"{before} -> {after}"
        for statements in EQUIVALENT.values()
        for before, edits in statements.items()
        for after in edits
    }
    survivors = [one for one in verdicts if one.equivalent]
    unexplained = [one for one in survivors if one.mutant.description not in explained]
    assert not unexplained, listed(unexplained)
    assert explained == {one.mutant.description for one in survivors}


def test_some_mistakes_are_hard_to_see(verdicts: list[Verdict]):
    """At least ten of the edits that are caught show on less than 10 % of the calls."""
    rare = [one for one in verdicts if one.caught and one.visible < 0.1]
    assert len(rare) >= 10, listed(rare)
