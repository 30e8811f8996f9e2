"""What an author reads when an assignment is declared in a way that cannot work."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader import Assignment, AuthoringError, Concept, Exercise


def double(x):
    """Return twice ``x``."""
    return 2 * x


def triple(x):
    """Return three times ``x``."""
    return 3 * x


def undocumented(x):  # noqa: D103  (that is what is wrong with it)
    return x


def Capital(x):  # noqa: N802  (that is what is wrong with it)
    """Return ``x``."""
    return x


def other_parameters(y):
    """Return ``y``."""
    return y


def inputs(draw):
    """Draw nothing."""
    return {"x": draw}


EXERCISE = Exercise(function=double, inputs=inputs, points=5, hints=("a", "b"))
CONCEPT = Concept(id="sums", title="Sums", goal="Add up.", exercises=(EXERCISE,))
ASSIGNMENT = Assignment(id="first", title="First steps", concepts=(CONCEPT,))

OTHER = "exercise double: other_parameters takes ['y'], should take the parameters of double, ['x']"
NAMES = "names are lower case letters, digits and _, 32 characters at most, a letter first"


def exercise(**changed: Any) -> Callable[[], Exercise]:
    """Declare the exercise with some arguments changed."""
    return lambda: replace(EXERCISE, **changed)


def concept(**changed: Any) -> Callable[[], Concept]:
    """Declare the concept with some arguments changed."""
    return lambda: replace(CONCEPT, **changed)


def assignment(**changed: Any) -> Callable[[], Assignment]:
    """Declare the assignment with some arguments changed."""
    return lambda: replace(ASSIGNMENT, **changed)


def requires(*names: str) -> Exercise:
    """Return a second exercise that requires others."""
    return replace(EXERCISE, function=triple, requires=names)


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (exercise(function=3), "expected a function but got function=3 (int)"),
        (
            exercise(function=len),
            (
                "expected a function but got function=<built-in function len> "
                "(builtin_function_or_method)"
            ),
        ),
        (exercise(inputs=None), "expected a function but got inputs=None (NoneType)"),
        (exercise(twin="tf"), "expected a function but got twin='tf' (str)"),
        (exercise(allowed=1e-6), "expected a function but got allowed=1e-06 (float)"),
        (
            exercise(function=undocumented),
            "exercise undocumented has no docstring; students read it in their stub",
        ),
        (exercise(function=Capital), f"exercise Capital is called 'Capital'; {NAMES}"),
        (
            exercise(twin=other_parameters),
            OTHER,
        ),
        (
            exercise(allowed=other_parameters),
            OTHER.replace("['x']", "['answer', 'x']"),
        ),
        (exercise(points=0), "exercise double got points=0, should be an int of 1 or more"),
        (exercise(points=2.5), "exercise double got points=2.5, should be an int of 1 or more"),
        (exercise(points=True), "exercise double got points=True, should be an int of 1 or more"),
        (exercise(hints=("a",)), "exercise double has 1 hints, should have at least 2"),
        (
            exercise(hints="ab"),
            "exercise double got hints='ab' (str), should be a tuple of str",
        ),
        (exercise(hints=("a", " ")), "exercise double has ' ' among its hints, should be a text"),
        (exercise(hints=("a", 2)), "exercise double has 2 among its hints, should be a text"),
        (
            exercise(requires=["zero_pad"]),
            "exercise double got requires=['zero_pad'] (list), should be a tuple of str",
        ),
        (concept(id="1st"), f"concept 1st is called '1st'; {NAMES}"),
        (concept(id="a-b"), f"concept a-b is called 'a-b'; {NAMES}"),
        (concept(id="c" * 33), f"concept {'c' * 33} is called '{'c' * 33}'; {NAMES}"),
        (concept(id=7), f"concept 7 is called 7; {NAMES}"),
        (concept(title=""), "concept sums has '' among its title and goal, should be a text"),
        (concept(goal=None), "concept sums has None among its title and goal, should be a text"),
        (concept(exercises=()), "concept sums got exercises=(), should be a tuple of Exercise"),
        (
            concept(exercises=(double.__name__,)),
            "concept sums got exercises=('double',), should be a tuple of Exercise",
        ),
        (
            concept(exercises=7),
            "concept sums got exercises=7, should be a tuple of Exercise",
        ),
        (assignment(id=""), f"assignment  is called ''; {NAMES}"),
        (assignment(title=" "), "assignment first has ' ' among its title, should be a text"),
        (
            assignment(concepts=()),
            "assignment first got concepts=(), should be a tuple of Concept",
        ),
        (
            assignment(concepts=(EXERCISE,)),
            f"assignment first got concepts=({EXERCISE!r},), should be a tuple of Concept",
        ),
        (
            assignment(concepts=(CONCEPT, CONCEPT)),
            "assignment first has two things called 'sums'",
        ),
        (
            assignment(concepts=(CONCEPT, replace(CONCEPT, id="more"))),
            "assignment first has two things called 'double'",
        ),
        (
            assignment(concepts=(replace(CONCEPT, id="double"),)),
            "assignment first has two things called 'double'",
        ),
        (
            assignment(concepts=(replace(CONCEPT, exercises=(requires("double"), EXERCISE)),)),
            "exercise triple requires 'double', which is not an exercise before it",
        ),
        (
            assignment(concepts=(replace(CONCEPT, exercises=(EXERCISE, requires("sums"))),)),
            "exercise triple requires 'sums', which is not an exercise before it",
        ),
    ],
)
def test_message(declare: Callable[[], object], message: str):
    """A declaration that cannot work is refused at the door, with exactly this message."""
    with pytest.raises(AuthoringError, match=f"^{re.escape(message)}$"):
        declare()


def test_a_right_declaration_passes():
    """What is declared rightly is known by its names, in order."""
    both = replace(CONCEPT, exercises=(EXERCISE, requires("double")))
    whole = replace(ASSIGNMENT, concepts=(both,))
    assert [one.name for _, one in whole.exercises] == ["double", "triple"]
    assert EXERCISE.parameters == ("x",)
