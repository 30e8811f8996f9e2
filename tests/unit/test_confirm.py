"""A closer look at what was wrong: the smallest call that shows it, and doubts about the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from grader.confirm import Confirmed, confirm, confirm_recorded
from grader.evidence import Error, Evidence, Limits, Outcome
from grader.explain.diagnose import diagnose
from grader.explore import draw_question
from grader.gather import Question, gather
from reference.assignment1 import ASSIGNMENT
from reference.assignment1.convolution import conv1d, conv2d_single
from reference.assignment1.padding import same_padding
from reference.assignment1.pooling import max_pool2d

Function = Callable[..., Any]


class Answers:
    """Answers calls as a student's process would, with a function of this process."""

    seconds = 0.0
    limits = Limits()

    def __init__(self, function: Function) -> None:
        """Begin with the function."""
        self.function = function
        self.is_fresh = False

    def open(self, *_place: object, afresh: bool = False) -> Outcome:
        """Find the function, which is always there."""
        self.is_fresh = self.is_fresh or afresh
        return Outcome("returned", line=1)

    def prepare(self) -> None:
        """Do nothing: there is no process."""

    def call(self, arguments: tuple[Any, ...]) -> Outcome:
        """Call the function."""
        try:
            return Outcome("returned", value=self.function(*arguments))
        except Exception as error:  # noqa: BLE001  (wrong code fails in every way)
            return Outcome("raised", error=Error(type(error).__name__, str(error)))

    def calls(self, every: Sequence[tuple[Any, ...]]) -> Iterator[Outcome]:
        """Answer one call after the other."""
        yield from map(self.call, every)


def drawn(exercise: str, examples: int = 60) -> Question:
    """Draw the calls of an exercise."""
    found = {one.name: (concept, one) for concept, one in ASSIGNMENT.exercises}
    return draw_question(*found[exercise], seed=1, examples=examples)


def looked_into(question: Question, function: Function) -> tuple[tuple[str, ...], Confirmed]:
    """Say what explains all answers at first, and what comes of a closer look."""
    student: Any = Answers(function)
    evidence = gather(question, student)
    explanation = diagnose(question.exercise, evidence.trials)
    confirmed = confirm(question, student, evidence, explanation)
    return (() if explanation is None else explanation.ids), confirmed


def ids(confirmed: Confirmed) -> tuple[str, ...]:
    """Return the misconceptions that are left."""
    return () if confirmed.explanation is None else confirmed.explanation.ids


def shown(confirmed: Confirmed) -> dict[str, Any]:
    """Return the arguments of the counterexample, arrays as lists."""
    example = confirmed.evidence.counterexample
    assert example is not None
    assert example.is_wrong
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in example.arguments.items()
    }


def flipped(x: Any, w: Any, b: Any) -> Any:
    """Turn the kernel around."""
    return conv2d_single(x, w[::-1, ::-1], b)


def test_the_call_that_is_shown_is_the_smallest():
    """A kernel that is turned around shows with two weights, and a person can check the sums."""
    told, confirmed = looked_into(drawn("conv2d_single"), flipped)
    assert told == ids(confirmed) == ("kernel-flipped",)
    assert shown(confirmed) == {"x": [[1, 2]], "w": [[3, 4]], "b": 0.0}
    example = confirmed.evidence.counterexample
    assert example is not None
    assert (example.outcome.value.tolist(), example.right.tolist()) == ([[10]], [[11]])


def test_what_is_counted_is_what_was_gathered():
    """The calls of a closer look are no evidence: the counts stay those of the calls drawn."""
    question = drawn("conv2d_single")
    _, confirmed = looked_into(question, flipped)
    assert len(confirmed.evidence.trials) == len(question.calls)
    assert confirmed.explanation is not None
    assert confirmed.explanation.fit.calls == len(question.calls)


def test_a_pair_is_shown_on_a_call_on_which_both_show():
    """Neither of two mistakes alone gives the answer that is shown, nor does the right code."""

    def both(x: Any, w: Any, b: Any) -> Any:
        return flipped(x, w, 0 * b)

    told, confirmed = looked_into(drawn("conv2d_single"), both)
    assert told == ids(confirmed) == ("kernel-flipped", "bias-forgotten")
    assert shown(confirmed) == {"x": [[1, 2]], "w": [[3, 4]], "b": 5.0}
    call = {"x": np.array([[1.0, 2]]), "w": np.array([[3.0, 4]]), "b": 5.0}
    ways = [conv2d_single(**call), flipped(**call), both(**call), conv2d_single(**call) - 5]
    assert [float(way[0, 0]) for way in ways] == [16, 15, 10, 11]


def test_another_answer_refutes_an_explanation():
    """What explains every call that was drawn, but not the next one, is dropped."""
    question = drawn("conv2d_single")
    known = {arguments["x"].tobytes() for arguments in question.calls}

    def inconstant(x: Any, w: Any, b: Any) -> Any:
        return flipped(x, w, b) if x.tobytes() in known else conv2d_single(x, w, b) + 1

    told, confirmed = looked_into(question, inconstant)
    assert told == ("kernel-flipped",)
    assert ids(confirmed) == ()
    example = confirmed.evidence.counterexample
    assert example is not None
    assert example.outcome.value.tolist() == (example.right + 1).tolist()


def test_two_answers_to_one_call_explain_nothing():
    """Whoever answers otherwise in a fresh process remembers or guesses: nothing is named."""
    question = drawn("conv2d_single")
    student: Any = Answers(flipped)

    def forgetful(x: Any, w: Any, b: Any) -> Any:
        return flipped(x, w, b) + student.is_fresh

    student.function = forgetful
    evidence = gather(question, student)
    explanation = diagnose(question.exercise, evidence.trials)
    assert explanation is not None
    confirmed = confirm(question, student, evidence, explanation)
    assert confirmed.explanation is None
    assert confirmed.evidence.second_answer is not None
    assert any(confirmed.evidence.counterexample is one for one in evidence.trials)


def test_a_mistake_that_stops_is_shown_where_it_stops():
    """Where the misconception is an exception, the smallest call that raises it is shown."""

    def unpacks(x: Any, pool_size: Any, strides: Any, padding: Any) -> Any:
        down, right = strides
        return max_pool2d(x, pool_size, (down, right), padding)

    told, confirmed = looked_into(drawn("max_pool2d"), unpacks)
    assert told == ids(confirmed) == ("pool-strides-none-crash",)
    assert shown(confirmed) == {
        "x": [[[2]]],
        "pool_size": (1, 1),
        "strides": None,
        "padding": "valid",
    }


def test_a_form_is_shown_on_the_smallest_wrong_call():
    """A misconception about the form of an answer has no model: the call is found by asking."""
    told, confirmed = looked_into(drawn("conv1d"), lambda *call: conv1d(*call).tolist())
    assert told == ids(confirmed) == ("returns-list",)
    assert shown(confirmed) == {"x": [1], "w": [2], "b": 0.0}


def test_what_nothing_explains_is_shown_on_the_smallest_call_too():
    """Without an explanation the smallest call with the symptom that most calls have is shown."""

    def off_when_wide(size: int, kernel_size: int, stride: int) -> tuple[int, int]:
        before, after = same_padding(size, kernel_size, stride)
        return (before, after + 3) if size > 2 else (before, after)

    told, confirmed = looked_into(drawn("same_padding"), off_when_wide)
    assert told == ids(confirmed) == ()
    assert shown(confirmed) == {"size": 3, "kernel_size": 1, "stride": 1}


@pytest.mark.parametrize("function", [conv1d, lambda *_: _unwritten()])
def test_there_is_nothing_to_look_into(function: Function):
    """Right answers are not asked for again, nor is a stub."""
    question = drawn("conv1d", examples=5)
    student: Any = Answers(function)
    evidence = gather(question, student)
    assert confirm(question, student, evidence) == Confirmed(evidence)
    assert not student.is_fresh


def _unwritten() -> None:
    raise NotImplementedError


@pytest.mark.parametrize("look", [confirm, confirm_recorded])
def test_what_goes_wrong_while_looking_closer_takes_nothing_back(look: Any):
    """Where the student's process cannot be asked any more, the finding stands as it was."""
    question = drawn("conv2d_single")
    student: Any = Answers(flipped)
    evidence = gather(question, student)
    explanation = diagnose(question.exercise, evidence.trials)

    def fail(*_arguments: object, **_options: object) -> Outcome:
        raise OSError

    student.open = fail
    confirmed = look(question, student, evidence, explanation)
    assert confirmed.explanation is explanation
    smallest = min((one for one in evidence.trials if one.is_wrong), key=lambda one: one.size)
    assert confirmed.evidence == Evidence(evidence.opened, evidence.trials, smallest)


@pytest.mark.parametrize("fails", [False, True])
def test_an_answer_that_refutes_is_not_forgotten(fails: bool):  # noqa: FBT001
    """What is right, or raises, on the call that a misconception spoils does not have it."""
    question = drawn("conv2d_single")
    known = {call["x"].tobytes() for call in question.calls}

    def flipped_where_drawn(x: Any, w: Any, b: Any) -> Any:
        if x.tobytes() in known:
            return flipped(x, w, b)
        if fails:
            raise IndexError
        return conv2d_single(x, w, b)

    told, confirmed = looked_into(question, flipped_where_drawn)
    assert told == ("kernel-flipped",)
    assert ids(confirmed) == ()


def test_a_call_that_hangs_names_nothing():
    """Where the call that a misconception spoils does not come back, nothing is named."""
    question = drawn("conv2d_single")
    known = {call["x"].tobytes() for call in question.calls}

    class Hanging(Answers):
        def call(self, arguments: tuple[Any, ...]) -> Outcome:
            if arguments[0].tobytes() in known:
                return super().call(arguments)
            return Outcome("timed_out")

    student: Any = Hanging(flipped)
    evidence = gather(question, student)
    explanation = diagnose(question.exercise, evidence.trials)
    confirmed = confirm(question, student, evidence, explanation)
    assert explanation is not None
    assert ids(confirmed) == ()
    example = confirmed.evidence.counterexample
    assert example is not None
    assert example.outcome.kind == "returned"
