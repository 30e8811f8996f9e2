"""Stubs hold what students should read and nothing of the answer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.author.stubs import outdated, stub_text, write_stubs
from grader.authoring import AuthoringError, Concept, Exercise
from grader.course import find_course, load_assignment
from reference.assignment1 import ASSIGNMENT

ROOT = Path(__file__).resolve().parents[2]
HANDOUT = ROOT / "assignments" / "assignment1"

REFERENCE = '''\
"""Sums: adding up.

Two  spaces stay.
"""

from __future__ import annotations

import numpy as np

SECRET = 42


def add(
    x: np.ndarray,  # a row of numbers
    start: float = 0.5,
) -> float:
    """Add up ``x``.

    Example:
        >>> add(np.ones(2), start=1)
        3.0
    """
    return float(x.sum()) + start  # the answer


def helper(x):
    """Help the reference."""
    return x


def quoted(x): # no types
    r"""Say "\\\\d"."""
    return [
        x,
    ]
'''

STUB = '''\
"""Sums: adding up.

Two  spaces stay.
"""

import numpy as np


def add(
    x: np.ndarray,  # a row of numbers
    start: float = 0.5,
) -> float:
    """Add up ``x``.

    Example:
        >>> add(np.ones(2), start=1)
        3.0
    """
    raise NotImplementedError("first: add")


def quoted(x): # no types
    r"""Say "\\\\d"."""
    raise NotImplementedError("first: quoted")
'''

ASSIGNMENT_TEXT = """\
import grader
from . import sums

def exercise(function):
    return grader.Exercise(function=function, inputs=lambda draw: {}, points=1, hints=("a", "b"))

ASSIGNMENT = grader.Assignment(
    id="first",
    title="First",
    concepts=(
        grader.Concept(
            id="sums",
            title="Sums",
            goal="Add up.",
            exercises=(exercise(sums.add), exercise(sums.quoted)),
        ),
    ),
)
"""


def concept(text: str, *names: str) -> Concept:
    """Declare a concept from the text of a module."""
    module: dict[str, object] = {}
    exec(text, module)  # noqa: S102  (our own text)
    exercises = tuple(
        Exercise(function=module[name], inputs=lambda _: {}, points=1, hints=("a", "b"))
        for name in names
    )
    return Concept(id="sums", title="Sums", goal="Add up.", exercises=exercises)


def test_text_of_a_toy():
    """Docstrings, signatures and comments in them are kept as written; nothing else is."""
    assert stub_text("first", concept(REFERENCE, "add", "quoted"), REFERENCE) == STUB


@pytest.mark.parametrize(
    "docstring",
    ["Say x.", 'Say x or "y"', "Say 'x'", "Say \\x", 'Say "\\x"', "Say x.\n\n    Two."],
)
def test_docstrings_read_the_same(docstring: str):
    """Whatever quotes or backslashes a docstring has, the stub's reads the same."""
    text = f"'''Sums.'''\ndef f(x):\n    {docstring!r}\n    return x\n"
    stub = ast.parse(stub_text("first", concept(text, "f"), text))
    (mine,), (right,) = (
        [ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)]
        for tree in (stub, ast.parse(text))
    )
    assert mine.strip() == right


def test_a_function_from_elsewhere_is_refused():
    """An exercise whose function is defined in another module has no stub."""
    text = '"""Sums."""\nfrom textwrap import dedent\n'
    with pytest.raises(AuthoringError, match=r"^sums\.py does not define dedent itself$"):
        stub_text("first", concept(text, "dedent"), text)


@pytest.mark.parametrize("place", ["sums.py", "sums/__init__.py"])
def test_files(place: str, tmp_path: Path):
    """The stub of a module or a package is written, then current, and outdated when edited."""
    reference, handout = tmp_path / "first", tmp_path / "handout"
    (reference / place).parent.mkdir(parents=True)
    (reference / "__init__.py").write_text(ASSIGNMENT_TEXT, encoding="utf-8")
    (reference / place).write_text(REFERENCE, encoding="utf-8")
    assignment = load_assignment(reference)
    stub = handout / "sums.py"
    assert outdated(assignment, reference, handout) == [stub]
    assert write_stubs(assignment, reference, handout) == [stub]
    assert list(handout.iterdir()) == [stub]
    assert stub.read_bytes() == STUB.encode()
    assert outdated(assignment, reference, handout) == []
    stub.write_text(STUB.replace("0.5", "1.5"), encoding="utf-8")
    assert outdated(assignment, reference, handout) == [stub]


def test_committed_stubs_are_current():
    """The committed stubs are what the reference gives."""
    course = find_course(ROOT)
    assert outdated(ASSIGNMENT, course.reference("assignment1"), HANDOUT) == []


@pytest.mark.parametrize("one", ASSIGNMENT.concepts, ids=lambda one: one.id)
def test_committed_stubs_are_not_implemented(one: Concept):
    """Every stub can be imported, and every function in it says that it is not written yet."""
    module: dict[str, object] = {}
    text = (HANDOUT / f"{one.id}.py").read_text(encoding="utf-8")
    exec(compile(text, f"{one.id}.py", "exec"), module)  # noqa: S102  (our own text)
    for exercise in one.exercises:
        with pytest.raises(NotImplementedError, match=f"^assignment1: {exercise.name}$"):
            module[exercise.name](*exercise.parameters)
