"""Answers that are judged by what they do: any of them is right, and wrong ones are named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader import Assignment, Concept, Exercise, Misconception, Model, Probe, inputs, variant
from grader.authoring import AuthoringError
from grader.compare import difference
from grader.evidence import Outcome, Trial
from grader.explain.diagnose import diagnose
from grader.translate import translated

ACROSS = np.array([[-1.0, 1.0], [-1.0, 1.0]])


def edges(direction: str) -> np.ndarray:
    """Return a kernel for edges of one direction."""
    return ACROSS.copy() if direction == "vertical" else ACROSS.T.copy()


def probes(direction: str) -> tuple[Probe, ...]:
    """Say what it has to do."""
    step = ACROSS if direction == "vertical" else ACROSS.T
    return (
        Probe("even", np.ones((2, 2)), silent=True, says="It answers to grey."),
        Probe("own", step, silent=False, says="It does not answer to its edge."),
        Probe("other", step.T, silent=True, says="It answers to the other edge."),
    )


def one(name: str, **rules: Any) -> Misconception:
    """Return a misconception that replaces the model's rule."""
    return Misconception(id=name, says=f"{name}.", hint="Why?", variants=(variant(**rules),))


EXERCISE = Exercise(
    function=edges,
    inputs=lambda draw: {"direction": draw(inputs.choices(d=("vertical", "horizontal"))).d},
    probes=probes,
    points=1,
    hints=("What is an edge?", "Where is the difference?"),
    model=Model(compute=lambda rules, direction: rules.kernel(direction), rules={"kernel": edges}),
    misconceptions=(
        one("always-vertical", kernel=lambda _direction: ACROSS),
        one("other-direction", kernel=lambda direction: edges(direction).T),
        one("blur", kernel=lambda _direction: np.ones((2, 2))),
        one("no-numbers", kernel=lambda _direction: np.zeros((2, 2))),
    ),
    worked=({"direction": "vertical"}, {"direction": "horizontal"}),
)


def trials(*kernels: Any) -> list[Trial]:
    """Return what comes of answers to the two calls that there are."""
    found = []
    for call, kernel in zip(EXERCISE.worked, kernels, strict=True):
        right = EXERCISE.right(call)
        outcome = Outcome("returned", kernel)
        found.append(Trial(dict(call), outcome, right, difference(kernel, right)))
    return found


def told(*kernels: Any) -> tuple[str, ...]:
    """Return what is named."""
    found = diagnose(EXERCISE, trials(*kernels))
    return () if found is None else found.ids


def test_any_answer_that_does_it_is_right():
    """Other numbers, other signs and whole numbers are as right as the reference's."""
    kernels = (np.array([[3, -3], [1, -1]]), -7 * ACROSS.T)
    assert [trial.difference for trial in trials(*kernels)] == [None, None]


@pytest.mark.parametrize(
    ("kernels", "ids"),
    [
        ((3 * ACROSS, -ACROSS), ("always-vertical",)),
        ((5 * ACROSS.T, np.int64(2) * ACROSS), ("other-direction",)),
        ((np.full((2, 2), 0.25), np.full((2, 2), 9)), ("blur",)),
        ((np.zeros((2, 2)), np.zeros((2, 2))), ("no-numbers",)),
        ((np.diag([1, 0]), np.diag([1, 0])), ()),
        ((ACROSS, np.ones((2, 2))), ()),
        ((ACROSS, np.ones(2)), ()),
        ((ACROSS.tolist(), ACROSS.T), ()),
    ],
)
def test_wrong_ones_are_named_by_what_they_do(kernels: tuple[Any, Any], ids: tuple[str, ...]):
    """Of two calls, one wrong answer is enough, if everything that can be asked fits."""
    assert told(*kernels) == ids


def test_what_is_said_is_translated():
    """The sentences of probes are texts of the assignment as others are."""
    concept = Concept(id="pictures", title="Edges", goal="Find edges.", exercises=(EXERCISE,))
    assignment = Assignment(id="small", title="Small", concepts=(concept,))
    ((_concept, exercise),) = translated(assignment, str.upper).exercises
    assert exercise.probes("vertical")[0].says == "IT ANSWERS TO GREY."
    assert exercise.right({"direction": "vertical"}).probes[1].says.isupper()


def test_probes_take_the_functions_parameters():
    """A declaration with other parameters is refused, as it is for twins."""
    with pytest.raises(AuthoringError, match="should take the parameters of edges"):
        Exercise(
            function=edges,
            inputs=dict,
            points=1,
            hints=("a", "b"),
            probes=lambda angle: (),  # noqa: ARG005  (its name is what is wrong)
        )
