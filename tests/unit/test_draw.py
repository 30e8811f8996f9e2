"""Drawing gives everybody the same calls; shrinking gives the smallest wrong one."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import grader.draw
from grader.authoring import Exercise
from grader.compare import difference
from grader.draw import draw_calls, smallest
from grader.inputs import choices
from grader.worker.wire import encode
from reference.assignment1 import ASSIGNMENT

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = {exercise.name: exercise for _, exercise in ASSIGNMENT.exercises}

#: Draws in a fresh Python and prints a digest of the calls. Besides the real exercises, one
#: draws what Hypothesis likes to mix literals into, and writes files for.
SCRIPT = """
import hashlib, pathlib, sys
{before}
from grader import Exercise
from grader.course import find_course
from grader.draw import draw_calls
from grader.worker.wire import encode
from hypothesis import strategies as st

def toy(n, text):
    "Return n."

def inputs(draw):
    return {{"n": draw(st.integers()), "text": draw(st.text())}}

exercises = [Exercise(function=toy, inputs=inputs, points=1, hints=("a", "b"))]
course = find_course(pathlib.Path({root!r}))
exercises += [exercise for _, exercise in course.load("assignment1").exercises]
digest = hashlib.sha256()
for exercise in exercises:
    digest.update(encode(list(draw_calls(exercise, seed=1, examples=50))))
print(digest.hexdigest())
"""


def drawn(exercise: Exercise, seed: int, examples: int = 30) -> list[bytes]:
    """Return the calls of a seed in a form that can be compared."""
    return [encode(call) for call in draw_calls(exercise, seed=seed, examples=examples)]


def digest(folder: Path, before: str = "", **environment: str) -> str:
    """Draw in a fresh Python that runs in ``folder``."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(before=before, root=str(ROOT))],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}",
            # What Hypothesis keeps for itself is kept there, made anew for each digest.
            "TMPDIR": tempfile.mkdtemp(dir=folder.parent),
            **environment,
        },
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the digest of the calls in a plain environment, which has no ``CI``."""
    folder = tmp_path_factory.mktemp("plain")
    text = digest(folder, before="import os; os.environ.pop('CI', None)")
    assert list(folder.iterdir()) == [], "something was written beside the caller's files"
    return text


def counting(options: int) -> Exercise:
    """Return an exercise whose one argument has this many values."""

    def count(n: int) -> int:
        """Return ``n``."""
        return n

    return Exercise(
        function=count,
        inputs=lambda draw: {"n": draw(choices(n=range(options))).n},
        points=1,
        hints=("a", "b"),
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_a_seed_gives_the_same_calls(name: str):
    """The same seed draws the same calls, another seed others."""
    exercise = EXERCISES[name]
    assert drawn(exercise, seed=7) == drawn(exercise, seed=7)
    assert drawn(exercise, seed=7) != drawn(exercise, seed=8)


@pytest.mark.parametrize("examples", [1, 2, 30, 250])
def test_as_many_calls_as_asked(examples: int):
    """Exactly so many calls are drawn, where there are so many."""
    assert len(draw_calls(EXERCISES["conv2d"], seed=1, examples=examples)) == examples


def test_fewer_examples_are_the_first_ones():
    """A shorter run tries the beginning of a longer one."""
    assert drawn(EXERCISES["conv2d"], 1, 50)[:10] == drawn(EXERCISES["conv2d"], 1, 10)


def test_calls_do_not_depend_on_ci(tmp_path: Path, usual: str):
    """``CI`` in the environment, which changes Hypothesis' own defaults, changes nothing here."""
    assert digest(tmp_path, CI="1") == usual


def test_calls_do_not_depend_on_local_modules(tmp_path: Path, usual: str):
    """Literals of local modules, which Hypothesis likes to draw, are not drawn."""
    literals = ", ".join(f"{n}, {n}.5, b'{n:061d}', '{n}'" for n in range(1000, 1050))
    (tmp_path / "local.py").write_text(f"CONSTANTS = [{literals}]\n", encoding="utf-8")
    assert digest(tmp_path, before="import local; assert len(local.CONSTANTS) == 200") == usual


def flipped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a convolution that lays the kernel on upside down and back to front."""

    def wrong(*arguments: Any) -> Any:
        x, kernel, bias = arguments
        return function(x, kernel[::-1, ::-1], bias)

    return wrong


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", ["conv2d", "conv2d_single"])
def test_a_flipped_kernel_shrinks_to_a_few_numbers(name: str, seed: int):
    """At most two numbers of each array of the smallest call are not zero."""
    exercise = EXERCISES[name]
    wrong = flipped(exercise.function)

    def fails(arguments: dict[str, Any]) -> bool:
        right, allowed = exercise.function(**arguments), exercise.error(arguments)
        return difference(wrong(*arguments.values()), right, allowed) is not None

    found = smallest(exercise, fails, seed=seed, examples=100)
    assert found is not None
    assert fails(found)
    arrays = [value for value in found.values() if isinstance(value, np.ndarray)]
    assert max(np.count_nonzero(array) for array in arrays) <= 2
    assert max(array.size for array in arrays) <= 2


def test_the_smallest_call_is_the_simplest():
    """The first of the options that fail is found."""
    found = smallest(counting(200), lambda call: call["n"] >= 120, seed=1, examples=100)
    assert found == {"n": 120}


def test_nothing_fails_nothing_is_found():
    """Without a failing call there is no smallest one."""
    assert smallest(counting(200), lambda _: False, seed=1, examples=100) is None


def test_shrinking_begins_with_the_drawn_calls():
    """The calls that were gathered are tried first, in their order."""
    tried: list[bytes] = []
    exercise = EXERCISES["conv1d"]
    smallest(exercise, lambda call: bool(tried.append(encode(call))), seed=3, examples=30)
    assert tried == drawn(exercise, seed=3)


@pytest.mark.parametrize("period", [2, 3, 7])
def test_a_property_may_change_its_mind(period: int):
    """A flaky property raises nothing, and the last call for which it held is the answer."""
    checks = itertools.count(1)
    held: list[dict[str, Any]] = []

    def fails(call: dict[str, Any]) -> bool:
        if next(checks) % period:
            return False
        held.append(call)
        return True

    found = smallest(EXERCISES["conv2d"], fails, seed=1, examples=100)
    assert held
    assert found is held[-1]


def test_a_property_that_held_once_raises_nothing():
    """A failure that never comes back is still told."""
    checks = itertools.count(1)
    found = smallest(counting(200), lambda _: next(checks) == 5, seed=1, examples=100)
    assert found is not None


def test_shrinking_has_an_end(monkeypatch: pytest.MonkeyPatch):
    """No more checks are made than promised, however much there is to shrink."""
    monkeypatch.setattr(grader.draw, "MAX_SHRINK_CHECKS", 5)
    tried: list[dict[str, Any]] = []

    def fails(call: dict[str, Any]) -> bool:
        tried.append(call)
        return bool(call["x"].any())

    found = smallest(EXERCISES["conv2d"], fails, seed=1, examples=10)
    assert found is not None
    assert len(tried) == 5 + 10


def test_nothing_is_remembered():
    """A failure is looked for in the same way the second time: nothing is kept of the first."""
    tried: list[list[bytes]] = [[], []]
    for record in tried:

        def fails(call: dict[str, Any], record: list[bytes] = record) -> bool:
            record.append(encode(call))
            return call["n"] >= 120

        smallest(counting(200), fails, seed=1, examples=100)
    assert tried[0] == tried[1]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_other_errors_pass(error: type[BaseException]):
    """What the property itself raises is not swallowed."""

    def fails(_call: dict[str, Any]) -> bool:
        raise error

    with pytest.raises(error):
        smallest(counting(200), fails, seed=1, examples=10)
