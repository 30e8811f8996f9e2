"""What is told as a symptom is there, and is true of every call that it speaks about."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.authoring import Exercise
from grader.evidence import Difference, Error, Outcome, Trial
from grader.explain.symptoms import Symptom, symptoms, told
from grader.explore import draw_question
from grader.gather import Question
from grader.misconception import Facet, ShapeRule
from reference.assignment1 import ASSIGNMENT, facets, shape_rules
from reference.assignment1.padding import same_padding

#: Which of the authored tuples is for which exercise.
TUPLES = {
    "conv1d": "CONV1D",
    "conv2d_single": "CONV2D_SINGLE",
    "conv2d": "CONV2D",
    "zero_pad": "ZERO_PAD",
    "same_padding": "SAME_PADDING",
    "conv2d_same": "CONV2D_SAME",
    "conv2d_strided": "CONV2D_STRIDED",
    "max_pool2d": "POOL",
    "avg_pool2d": "POOL",
    "output_size": "OUTPUT_SIZE",
    "conv_output_shape": "CONV_SHAPE",
    "pool_output_shape": "POOL_SHAPE",
}
FACETS = [(name, facet) for name, of in TUPLES.items() for facet in getattr(facets, of)]
RULES = [(name, rule) for name, of in TUPLES.items() for rule in getattr(shape_rules, of)]
CALLS = 120

Answer = Callable[[dict[str, Any], Any], Outcome]


@functools.cache
def question(name: str) -> Question:
    """Return calls of an exercise with its facets and rules."""
    concept, exercise = next(both for both in ASSIGNMENT.exercises if both[1].name == name)
    authored = {
        "facets": getattr(facets, TUPLES[name]),
        "shape_rules": getattr(shape_rules, TUPLES[name]),
    }
    return draw_question(concept, replace(exercise, **authored), seed=2, examples=CALLS)


def trials_of(name: str, answer: Answer) -> list[Trial]:
    """Return what comes of all calls, when they are answered like this."""
    of = question(name)
    return [
        of.trial(arguments, answer(arguments, right), right)
        for arguments, right in zip(of.calls, of.right, strict=True)
    ]


def seen(name: str, answer: Answer) -> dict[str, str]:
    """Return the symptoms, from id to text."""
    found = symptoms(question(name).exercise, trials_of(name, answer))
    return {symptom.id: symptom.text for symptom in found}


def returned(value: Any) -> Outcome:
    """Return the outcome of a call that gave a value."""
    return Outcome("returned", value=value)


def raised(error: str = "ValueError") -> Outcome:
    """Return the outcome of a call that gave none."""
    return Outcome("raised", error=Error(error, "no"))


def spoilt(right: Any) -> Any:
    """Return a wrong answer of the right shape that has no relation to the right one."""
    if isinstance(right, int):
        return right + 7 + right % 3
    if isinstance(right, tuple):
        return (*right[:-1], right[-1] + 7 + right[0] % 3)
    noise = np.random.default_rng(right.size).uniform(1, 2, right.shape)
    return right + noise * (1 + np.abs(right))


def shape_of(right: Any) -> tuple[int, ...]:
    """Return the shape of an array, or the sizes that a right answer is."""
    return right.shape if isinstance(right, np.ndarray) else tuple(np.atleast_1d(right).tolist())


def asked(name: str, facet: Facet) -> list[bool | None]:
    """Return the facet's answers for all calls."""
    return [facet.ask(arguments) for arguments in question(name).calls]


def first_alike(name: str, facet: Facet) -> str:
    """Return the first facet of the exercise that sorts the calls in the same way."""
    answers = asked(name, facet)
    return next(
        other.id for other in question(name).exercise.facets if asked(name, other) == answers
    )


@pytest.mark.parametrize(("name", "facet"), FACETS, ids=lambda one: getattr(one, "id", one))
def test_a_facet_asks_something(name: str, facet: Facet):
    """Each question is answered by yes and by no; it is idle only where it makes no sense."""
    answers = asked(name, facet)
    assert answers.count(True) >= 3
    assert answers.count(False) >= 3
    assert answers.count(True) + answers.count(False) + answers.count(None) == CALLS


#: What the answers to the questions mean, said once more in another way.
MEANT: dict[str, Callable[[dict[str, Any], Any], bool | None]] = {
    "strides-none": lambda call, _: not call["strides"],
    "padding-same": lambda call, _: call["padding"] != "valid",
    "stride-one": lambda call, _: max(strides_of(call)) == 1 if strides_of(call) else None,
    "equal-strides": lambda call, _: len({*strides_of(call)}) == 1 if strides_of(call) else None,
    "own-step": lambda call, _: list(steps_of(call)) == list(window_of(call)),
    "no-gaps": lambda call, _: all(map(int.__ge__, window_of(call), steps_of(call))),
    "square-picture": lambda call, _: len({*sizes_of(call)}) == 1,
    "square-window": lambda call, _: len({*window_of(call)}) == 1,
    "square-answer": lambda _, right: len({*(shape_of(right)[:2])}) == 1,
    "one-place": lambda _, right: right.size == 1,
    "window-of-one": lambda call, _: max(window_of(call)) == 1,
    "thin-window": lambda call, _: min(window_of(call)) == 1,
    "odd-window": lambda call, _: all(size in {1, 3, 5, 7} for size in window_of(call)),
    "window-fits": lambda call, _: not any(map(int.__gt__, window_of(call), sizes_of(call))),
    "one-channel": lambda call, _: channels_of(call) < 2,
    "one-filter": lambda _, right: shape_of(right)[-1] < 2,
    "filters-as-channels": lambda call, right: shape_of(right)[-1] == channels_of(call),
    "no-padding-needed": lambda call, _: sum(map(sum, pads_of(call))) == 0,
    "even-total": lambda call, _: all(before == after for before, after in pads_of(call)),
    "no-rest": lambda call, _: None if call["padding"] == "same" else not rest_of(call),
    "stride-divides": lambda call, _: (
        all(
            size / step == size // step
            for size, step in zip(sizes_of(call), steps_of(call), strict=True)
        )
        if call.get("padding") != "valid"
        else None
    ),
    "sides-alike": lambda call, _: all(len({*call[pad]}) == 1 for pad in PADS),
    "pads-alike": lambda call, _: call[PADS[0]] == call[PADS[1]],
    "zeros-before": lambda call, _: 0 not in {call[pad][0] for pad in PADS},
    "zeros-after": lambda call, _: 0 not in {call[pad][1] for pad in PADS},
    "non-negative": lambda call, _: call["x"].min() >= 0,
    "whole-numbers": lambda call, _: not (call["x"] % 1).any(),
    "whole-weights": lambda call, _: not (call.get("kernel", call.get("w")) % 1).any(),
    "double": lambda call, _: call["x"].itemsize == 8,
}
PADS = ("pad_height", "pad_width")


def strides_of(call: dict[str, Any]) -> tuple[int, ...]:
    """Return the strides that are given; none if they are not."""
    return (call["stride"],) if "stride" in call else call["strides"] or ()


def window_of(call: dict[str, Any]) -> tuple[int, ...]:
    """Return the lengths of the window."""
    if "x" in call and "pool_size" not in call:
        return call.get("kernel", call.get("w")).shape[:2]
    window = call["pool_size"] if "pool_size" in call else call["kernel_size"]
    return (window,) if isinstance(window, int) else window


def sizes_of(call: dict[str, Any]) -> tuple[int, ...]:
    """Return the lengths of the picture."""
    if "size" in call:
        return (call["size"],)
    return (call["x"].shape if "x" in call else call["input_shape"])[:2]


def steps_of(call: dict[str, Any]) -> tuple[int, ...]:
    """Return how far each step goes."""
    return strides_of(call) or window_of(call)


def channels_of(call: dict[str, Any]) -> int:
    """Return the number of channels of the picture."""
    return (call["x"].shape if "x" in call else call["input_shape"])[2]


def pads_of(call: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the zeros before and after each axis."""
    if call.get("padding") == "valid":
        return [(0, 0)]
    axes = zip(sizes_of(call), window_of(call), steps_of(call), strict=True)
    return [same_padding(*axis) for axis in axes]


def rest_of(call: dict[str, Any]) -> int:
    """Return how many pixels lie behind the last windows."""
    axes = zip(sizes_of(call), window_of(call), steps_of(call), strict=True)
    return sum(size - (size - k) // step * step - k for size, k, step in axes)


@pytest.mark.parametrize(("name", "facet"), FACETS, ids=lambda one: getattr(one, "id", one))
def test_a_facet_means_what_it_says(name: str, facet: Facet):
    """Each question is answered as its phrases say, counted in another way."""
    of = question(name)
    meant = [MEANT[facet.id](*pair) for pair in zip(of.calls, of.right, strict=True)]
    assert asked(name, facet) == meant


@pytest.mark.parametrize("wrong_if", [True, False])
@pytest.mark.parametrize(("name", "facet"), FACETS, ids=lambda one: getattr(one, "id", one))
def test_a_facet_is_seen(name: str, facet: Facet, *, wrong_if: bool):
    """Where answers are wrong on one side of a facet only, it is what is told."""

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        return returned(spoilt(right) if facet.ask(arguments) is wrong_if else right)

    first = first_alike(name, facet)
    found = seen(name, answer)
    good, bad = (facet.no, facet.yes) if wrong_if else (facet.yes, facet.no)
    expected = f"facet:not-{first}" if wrong_if else f"facet:{first}"
    assert next(iter(found)) == expected
    if first == facet.id:
        right, wrong = asked(name, facet).count(not wrong_if), asked(name, facet).count(wrong_if)
        assert found[expected] == (
            f"Right {good} ({right} of {right} tests), wrong {bad} ({wrong} of {wrong})."
        )


@pytest.mark.parametrize("raises_if", [True, False])
@pytest.mark.parametrize(("name", "facet"), FACETS, ids=lambda one: getattr(one, "id", one))
def test_a_crash_is_placed(name: str, facet: Facet, *, raises_if: bool):
    """Where calls raise on one side of a facet only, it is all that is told."""

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        return raised() if facet.ask(arguments) is raises_if else returned(right)

    first = first_alike(name, facet)
    assert list(seen(name, answer)) == [f"crash:{first}" if raises_if else f"crash:not-{first}"]


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda one: getattr(one, "id", one))
def test_a_shape_rule_is_seen(name: str, rule: ShapeRule):
    """Where the shapes follow another rule, that rule is told; no two rules are the same."""

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        shape = rule.shape(**arguments)
        if isinstance(right, np.ndarray):
            # Nobody can make an array of such a shape.
            is_right = shape == right.shape or min(shape) < 0
            return returned(right if is_right else np.full(shape, np.nan))
        return returned(shape if isinstance(right, tuple) else shape[0])

    of = question(name)
    calls = zip(of.calls, of.right, strict=True)
    assert sum(rule.shape(**call) != shape_of(right) for call, right in calls) >= 3
    found = [symptom for symptom in seen(name, answer) if symptom.startswith("shape:")]
    assert found == [f"shape:{rule.id}"]


X, KERNEL = np.zeros((9, 8, 2)), np.zeros((4, 2, 2, 5))
SIZED = {"padding": "valid", "strides": (3, 2)}
#: A call, and what every rule makes of it; 9 - 4 is 5, and 8 - 2 is 6.
RULED: tuple[tuple[str, dict[str, Any], dict[str, tuple[int, ...]]], ...] = (
    (
        "conv1d",
        {"x": np.zeros(9), "w": np.zeros(4), "b": 0.0},
        {"full": (12,), "size-kept": (9,), "one-too-few": (5,), "one-too-many": (7,)},
    ),
    (
        "conv2d_single",
        {"x": X[..., 0], "w": KERNEL[..., 0, 0], "b": 0.0},
        {
            "height-width": (7, 6),
            "window-exchanged": (8, 5),
            "size-kept": (9, 8),
            "full": (12, 9),
            "one-too-few": (5, 6),
            "one-too-many": (7, 8),
        },
    ),
    (
        "conv2d",
        {"x": X, "kernel": KERNEL, "bias": np.zeros(5)},
        {"channels-kept": (6, 7, 2), "no-filters": (6, 7), "height-width": (7, 6, 5)},
    ),
    (
        "conv2d_same",
        {"x": X, "kernel": KERNEL, "bias": np.zeros(5)},
        {
            "always-valid": (6, 7, 5),
            "half-window": (10, 9, 5),
            "channels-kept": (9, 8, 2),
            "no-filters": (9, 8),
            "height-width": (8, 9, 5),
            "one-too-few": (8, 7, 5),
            "one-too-many": (10, 9, 5),
        },
    ),
    (
        "conv2d_strided",
        {"x": X, "kernel": KERNEL, "bias": np.zeros(5), **SIZED},
        {
            "ceil": (3, 4, 5),
            "floor": (2, 4, 5),
            "same-keeps-size": (2, 4, 5),
            "always-valid": (2, 4, 5),
            "always-same": (3, 4, 5),
            "no-window": (3, 4, 5),
            "no-plus-one": (1, 3, 5),
            "plus-one-inside": (2, 3, 5),
            "half-window": (2, 4, 5),
            "no-stride": (6, 7, 5),
            "strides-exchanged": (3, 3, 5),
            "first-stride": (2, 3, 5),
            "channels-kept": (2, 4, 2),
            "no-filters": (2, 4),
            "height-width": (4, 2, 5),
            "window-exchanged": (3, 3, 5),
            "one-too-few": (1, 3, 5),
            "one-too-many": (3, 5, 5),
        },
    ),
    (
        "conv2d_strided",
        {"x": X, "kernel": KERNEL, "bias": np.zeros(5), "strides": (2, 3), "padding": "same"},
        {
            "ceil": (5, 3, 5),
            "floor": (4, 2, 5),
            "same-keeps-size": (9, 8, 5),
            "always-valid": (3, 3, 5),
            "always-same": (5, 3, 5),
            "no-window": (5, 3, 5),
            "no-plus-one": (5, 3, 5),
            "plus-one-inside": (5, 3, 5),
            "half-window": (5, 3, 5),
            "no-stride": (9, 8, 5),
        },
    ),
    (
        "max_pool2d",
        {"x": X, "pool_size": (4, 2), "strides": None, "padding": "valid"},
        {"none-as-one": (6, 7, 2), "own-step": (2, 4, 2), "height-width": (4, 2, 2)},
    ),
    (
        "max_pool2d",
        {"x": X, "pool_size": (4, 2), **SIZED},
        {"none-as-one": (2, 4, 2), "own-step": (2, 4, 2), "strides-exchanged": (3, 3, 2)},
    ),
    (
        "zero_pad",
        {"x": X, "pad_height": (1, 2), "pad_width": (3, 5)},
        {
            "pads-exchanged": (17, 11, 2),
            "before-twice": (11, 14, 2),
            "after-twice": (13, 18, 2),
            "before-only": (10, 11, 2),
            "after-only": (11, 13, 2),
            "rows-only": (12, 8, 2),
            "columns-only": (9, 16, 2),
            "total-twice": (15, 24, 2),
            "size-kept": (9, 8, 2),
        },
    ),
    (
        "same_padding",
        {"size": 9, "kernel_size": 6, "stride": 2},
        {
            "exchanged": (3, 2),
            "no-stride": (2, 3),
            "all-after": (0, 5),
            "all-before": (5, 0),
            "half-window": (3, 3),
            "smaller-half": (2, 2),
            "larger-half": (3, 3),
            "total-twice": (5, 5),
            "none": (0, 0),
        },
    ),
    (
        "output_size",
        {"size": 9, "kernel_size": 4, "stride": 3, "padding": "valid"},
        {"ceil": (3,), "no-plus-one": (1,), "one-too-many": (3,), "size-kept": (9,)},
    ),
    (
        "conv_output_shape",
        {"input_shape": (9, 8, 2), "filters": 5, "kernel_size": (4, 2), **SIZED},
        {"channels-kept": (2, 4, 2), "no-filters": (2, 4), "strides-exchanged": (3, 3, 5)},
    ),
    (
        "pool_output_shape",
        {"input_shape": (9, 8, 2), "pool_size": (4, 2), "strides": None, "padding": "valid"},
        {"none-as-one": (6, 7, 2), "height-width": (4, 2, 2)},
    ),
)


@pytest.mark.parametrize(("name", "call", "shapes"), RULED)
def test_a_shape_rule_counts_by_its_rule(
    name: str, call: dict[str, Any], shapes: dict[str, tuple[int, ...]]
):
    """The shapes of one call by many rules, worked out by hand."""
    rules = {rule.id: rule for rule in question(name).exercise.shape_rules}
    assert {id_: rules[id_].shape(**call) for id_ in shapes} == shapes


@pytest.mark.parametrize("name", TUPLES)
def test_an_exercise_takes_them(name: str):
    """No two facets and no two rules of an exercise have the same id: it would refuse them."""
    exercise = question(name).exercise
    assert exercise.facets
    assert exercise.shape_rules


def test_phrases_stand_alone():
    """Both phrases of a facet say when, so that each can follow "right" and "wrong"."""
    for _, facet in FACETS:
        for phrase in (facet.yes, facet.no):
            assert re.fullmatch(r'when [\w"\', ]+', phrase), phrase
        assert facet.yes != facet.no


def test_the_facet_that_separates_best_is_told():
    """A facet that leaves right calls among the wrong ones gives way to one that does not."""

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        kernel = arguments["kernel"].shape
        return returned(spoilt(right) if kernel[2] != kernel[3] else right)

    assert next(iter(seen("conv2d", answer))) == "facet:filters-as-channels"


def test_half_of_the_loud_side_is_enough():
    """A facet is told where the wrong side is wrong on half of its calls, not on less."""
    count = 0

    def answer(arguments: dict[str, Any], right: Any, share: float) -> Outcome:
        nonlocal count
        if arguments["padding"] == "valid":
            return returned(right)
        count += 1
        return returned(spoilt(right) if int(count * share) > int((count - 1) * share) else right)

    some = seen("max_pool2d", lambda *call: answer(*call, 0.6))
    few = seen("max_pool2d", lambda *call: answer(*call, 0.3))
    assert "facet:not-padding-same" in some
    assert not any(id_.startswith("facet") for id_ in few)


def test_one_wrong_call_on_the_right_side_silences_a_facet():
    """A facet is not told where a single call speaks against it."""
    first = True

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        nonlocal first
        one_channel = arguments["x"].shape[2] == 1
        wrong = first or not one_channel
        first = first and not one_channel
        return returned(spoilt(right) if wrong else right)

    assert not any(id_.startswith("facet") for id_ in seen("conv2d", answer))


def test_a_facet_speaks_of_every_wrong_call():
    """A facet that is idle on calls which are wrong too is no explanation."""
    equal = next(facet for facet in facets.POOL if facet.id == "equal-strides")

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        return returned(right if equal.ask(arguments) else spoilt(right))

    assert "facet:equal-strides" not in seen("max_pool2d", answer)


def test_two_kinds_of_failure_are_both_told():
    """An exception and wrong answers, each with its own reason, are told one after the other."""

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        if arguments["strides"] is None:
            return raised("TypeError")
        return returned(right if arguments["x"].shape[2] == 1 else spoilt(right))

    found = seen("max_pool2d", answer)
    assert list(found) == ["crash:strides-none", "facet:one-channel"]
    assert found["crash:strides-none"].startswith("It raises TypeError when strides is None (")
    assert found["facet:one-channel"].startswith("Where it returns, it is right when there is one")


def test_a_call_that_ended_python_counts_as_a_failure():
    """Where a call did not return, the facet's sentence says "fails"."""

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        if arguments["x"].shape[2] == 1:
            return returned(right)
        is_deep = arguments["x"].shape[2] > 2
        return Outcome("crashed") if is_deep else returned(spoilt(right))

    assert (
        ", fails when there are two or more channels" in seen("conv2d", answer)["facet:one-channel"]
    )


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_fewer_than_three_wrong_calls_show_nothing(wrong: int):
    """Nothing is told of one or two wrong calls, nor of none."""
    trials = trials_of("conv2d", lambda _, right: returned(spoilt(right)))[:wrong]
    trials += trials_of("conv2d", lambda _, right: returned(right))[wrong:]
    assert symptoms(question("conv2d").exercise, trials) == ()


def test_nothing_is_seen_in_no_calls():
    """Without calls, or with calls that were not made, there is nothing to see."""
    exercise = question("conv2d").exercise
    assert symptoms(exercise, ()) == ()
    assert symptoms(exercise, trials_of("conv2d", lambda *_: Outcome("not_graded"))) == ()
    assert symptoms(exercise, trials_of("conv2d", lambda *_: raised())) == ()
    assert told(()) == ()


def test_the_shape_is_no_news_where_only_types_are_wrong():
    """That the shape is right is told of wrong values, not of right ones in a wrong dtype."""
    assert "shape-right" in seen("conv2d", lambda _, right: returned(spoilt(right)))
    assert not seen("conv2d", lambda _, right: Outcome("returned", right, changed=("x",)))
    assert not seen("conv2d", lambda *_: returned(None))


def counted(answers: dict[int, str], yes: int = 0) -> list[str]:
    """Return the ids of what is seen in 100 calls, ``yes`` of which the facet says yes to."""
    facet = Facet(id="low", ask=lambda call: call["size"] < yes, yes="when low", no="when high")
    exercise = replace(question("output_size").exercise, facets=(facet,), shape_rules=())
    trials = []
    for size in range(100):
        kind = answers.get(size, "right")
        if kind in {"raised", "not_graded"}:
            outcome = raised() if kind == "raised" else Outcome("not_graded")
            trials.append(Trial({"size": size}, outcome, 1))
        else:
            found = Difference("values", ((),), 1) if kind == "wrong" else None
            trials.append(Trial({"size": size}, returned(2), 1, found))
    return [symptom.id for symptom in symptoms(exercise, trials)]


def wrong_from(first: int, last: int = 100) -> dict[int, str]:
    """Return wrong answers to some calls."""
    return dict.fromkeys(range(first, last), "wrong")


def test_the_right_side_has_three_calls_at_least():
    """Two right calls do not make a rule, however many others are wrong."""
    assert counted(wrong_from(2), yes=2) == []
    assert counted(wrong_from(3), yes=3) == ["facet:low"]


def test_what_may_be_luck_is_not_told():
    """Four right calls are no wonder where half of the others are right too."""
    assert counted(wrong_from(52), yes=4) == []
    assert counted(wrong_from(52), yes=52) == ["facet:low"]
    assert counted(wrong_from(70), yes=40) == ["facet:low"]


def test_two_exceptions_are_not_placed():
    """When an exception comes is told of three at least."""
    few = {**wrong_from(50, 60), 0: "raised", 1: "raised"}
    assert counted(few, yes=3) == []
    assert counted({**few, 2: "raised"}, yes=3) == ["crash:low"]


def test_calls_that_were_not_made_say_nothing():
    """A call that the time was too short for is neither right nor wrong."""
    assert counted({**wrong_from(50, 99), 0: "not_graded", 99: "not_graded"}, yes=50) == [
        "facet:low"
    ]
    assert counted({**wrong_from(50, 52), 52: "not_graded"}, yes=50) == []


def test_two_shapes_are_too_few():
    """Two wrong shapes among many wrong values do not look like anything."""
    count = 0

    def answer(_arguments: dict[str, Any], right: Any, most: int) -> Outcome:
        nonlocal count
        count += right.shape[0] != right.shape[1]
        turned = right.shape[0] != right.shape[1] and count <= most
        return returned(spoilt(right).swapaxes(0, 1) if turned else spoilt(right))

    assert not seen("conv2d", lambda *call: answer(*call, 2))
    count = 0
    assert list(seen("conv2d", lambda *call: answer(*call, 3))) == ["shape:height-width"]


VALUES: tuple[Any, ...] = (
    *(None, True, 3, 2.0, "3", [], (), [3, 3], (2, 2, 2), (1.0, 2.0), (np.array([1, 2]), 3, 4)),
    *(np.int64(4), np.array(5), np.array([]), np.zeros((2, 2)), np.array([1j]), np.array(["a"])),
)


@pytest.mark.parametrize("name", TUPLES)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_any_value_may_come(name: str, value: Any):
    """Whatever a function returns, no symptom trips over it."""
    found = symptoms(question(name).exercise, trials_of(name, lambda *_: returned(value)))
    assert len(found) <= 2


# A random wrong function: a rule when to go wrong, and one or two ways of doing so.

Spoil = Callable[[Any], Outcome]
ARRAY_SPOILS: tuple[Spoil, ...] = (
    lambda right: returned(spoilt(right)),
    lambda right: returned(right + 1),
    lambda right: returned(right * np.arange(1.0, 1 + right.shape[-1])),
    lambda right: returned(2 * right),
    lambda right: returned(-right),
    lambda right: returned(right[::-1]),
    lambda right: returned(right[1:]),
    lambda right: returned(right[:-1]),
    lambda right: returned(right.T),
    lambda right: returned(np.maximum(right, 0)),
    lambda right: returned(np.floor(right)),
    lambda right: returned(right.clip(-1e6, 1e6).astype(np.int32)),
    lambda right: returned(np.where(np.arange(right.size).reshape(right.shape) % 7, right, np.nan)),
    lambda right: returned(np.pad(right, 1)),
    lambda right: returned(np.pad(right[:-1], [(0, 1)] + [(0, 0)] * (right.ndim - 1))),
    lambda right: returned(np.zeros_like(right)),
    lambda right: returned(right[np.newaxis]),
    lambda right: returned(right.tolist()),
    lambda right: Outcome("returned", right, changed=("x",)),
)
SIZE_SPOILS: tuple[Spoil, ...] = (
    lambda right: returned(spoilt(right)),
    lambda right: returned(right + 1 if isinstance(right, int) else right[::-1]),
    lambda right: returned(right - 1 if isinstance(right, int) else right[:-1]),
    lambda right: returned(float(right) if isinstance(right, int) else tuple(map(float, right))),
)
ANY_SPOILS: tuple[Spoil, ...] = (
    lambda _: raised("ValueError"),
    lambda _: raised("IndexError"),
    lambda _: returned(None),
    lambda _: Outcome("timed_out"),
)


def random_answer(name: str, rng: random.Random) -> Answer:
    """Return a function that is wrong on some calls, in one way or in two."""
    exercise = question(name).exercise
    is_array = isinstance(question(name).right[0], np.ndarray)
    spoils = (ARRAY_SPOILS * 2 if is_array else SIZE_SPOILS * 3) + ANY_SPOILS
    one, other = rng.choice(spoils), rng.choice(spoils)
    when, whether = rng.choice(exercise.facets), rng.choice((True, False, None))
    share, mixed = rng.choice((0.0, 0.05, 0.5, 1.0)), rng.choice((0.0, 0.0, 0.1, 0.5))

    def answer(arguments: dict[str, Any], right: Any) -> Outcome:
        if when.ask(arguments) is not whether and rng.random() >= share:
            return returned(right)
        return (other if rng.random() < mixed else one)(right)

    return answer


@pytest.mark.parametrize("name", TUPLES)
def test_every_claim_is_true(name: str):
    """Of random wrong functions nothing is told that is not so, counted once more by hand."""
    rng = random.Random(f"symptoms of {name}")  # noqa: S311  (no secret)
    told_of = 0
    for _ in range(60):
        trials = trials_of(name, random_answer(name, rng))
        found = symptoms(question(name).exercise, trials)
        told_of += bool(found)
        assert len(found) <= 2
        assert len({symptom.id for symptom in found}) == len(found)
        for symptom in found:
            check(question(name).exercise, trials, symptom)
    assert told_of >= 5


def check(exercise: Exercise, trials: Sequence[Trial], symptom: Symptom) -> None:
    """Count again what a symptom says."""
    numbers = [
        int(number) for number in re.findall(r"\b(\d+)\b(?= of|\)| tests| wrong)", symptom.text)
    ]
    kind, _, id_ = symptom.id.partition(":")
    if kind == "facet":
        check_facet(exercise, trials, id_, symptom.text)
    elif kind == "crash":
        check_crash(exercise, trials, id_, symptom.text)
    elif kind == "relation":
        check_relation(exercise, trials, id_, numbers[0])
    elif kind == "shape":
        rule = next(rule for rule in exercise.shape_rules if rule.id == id_)
        check_rule(trials, rule, numbers[0])
    else:
        assert symptom.id == "shape-right"
        assert numbers == [len(trials)]
        assert all(np.shape(trial.outcome.value) == trial.right.shape for trial in trials)


def facet_of(exercise: Exercise, id_: str) -> tuple[Facet, bool]:
    """Return a facet, and the answer that an id is about."""
    by_id = {facet.id: facet for facet in exercise.facets}
    return (by_id[id_], True) if id_ in by_id else (by_id[id_.removeprefix("not-")], False)


def check_facet(exercise: Exercise, trials: Sequence[Trial], id_: str, text: str) -> None:
    """All calls of one side are right, and at least half of the other are not."""
    facet, good = facet_of(exercise, id_)
    if text.startswith("Where it returns"):
        trials = [trial for trial in trials if trial.outcome.kind == "returned"]
    right_side = [t for t in trials if facet.ask(t.arguments) is good]
    wrong_side = [t for t in trials if facet.ask(t.arguments) is (not good)]
    wrong = sum(not trial.is_right for trial in wrong_side)
    assert all(trial.is_right for trial in right_side)
    assert wrong == sum(not trial.is_right for trial in trials)
    assert len(right_side) >= 3
    assert wrong >= max(3, len(wrong_side) / 2)
    assert f"({len(right_side)} of {len(right_side)} tests)" in text
    assert f"({wrong} of {len(wrong_side)})." in text
    assert ("wrong" in text) or any(trial.outcome.kind != "returned" for trial in wrong_side)


def check_crash(exercise: Exercise, trials: Sequence[Trial], id_: str, text: str) -> None:
    """The exception comes on one side only, as often as is said."""
    facet, when = facet_of(exercise, id_)
    if text.startswith("It happens"):
        kinds = {trial.symptom for trial in trials if not trial.is_right}
        assert len(kinds) == 1
        (kind,) = kinds
    else:
        kind = f"raised {text.split()[2]}"
    here = [trial for trial in trials if facet.ask(trial.arguments) is when]
    count = sum(trial.symptom == kind for trial in here)
    assert count == sum(trial.symptom == kind for trial in trials) >= 3
    assert f"({count} of {len(here)} tests)" in text
    assert ("never otherwise" in text) == (count == len(here))
    assert f" {facet.yes if when else facet.no} (" in text


def check_rule(trials: Sequence[Trial], rule: ShapeRule, count: int) -> None:
    """All wrong shapes are what the rule gives."""
    wrong = []
    for trial in trials:
        value, right = trial.outcome.value, trial.right
        if trial.outcome.kind != "returned":
            continue
        if not isinstance(right, np.ndarray):
            wrong += [] if trial.is_right else [trial]
            shape = tuple(np.atleast_1d(value).tolist())
        else:
            if not isinstance(value, np.ndarray) or value.shape == right.shape:
                continue
            wrong.append(trial)
            shape = value.shape
        assert trial.is_right or rule.shape(**trial.arguments) == shape
    assert len(wrong) == count >= 3


def near(value: np.ndarray, other: np.ndarray) -> bool:
    """Say whether two arrays are the same but for rounding."""
    return value.shape == other.shape and bool(np.allclose(value, other, 1e-4, 1e-4))


def only_in(*places: Any) -> Callable[[np.ndarray, np.ndarray], bool]:
    """Say whether all but some places are right."""

    def is_so(value: np.ndarray, right: np.ndarray) -> bool:
        mended = value.copy()
        for place in places:
            mended[place] = right[place]
        return near(mended, right)

    return is_so


def by_one_number(value: np.ndarray, right: np.ndarray) -> bool:
    """Say whether one factor makes both the same."""
    factor = np.vdot(value, right) / np.vdot(right, right)
    return near(value, factor * right)


SO: dict[str, Callable[[np.ndarray, np.ndarray], bool]] = {
    "all-zeros": lambda value, _: not value.any(),
    "sign-flipped": lambda value, right: near(value, -right),
    "transposed": lambda value, right: near(value, right.swapaxes(0, 1)),
    "upside-down": lambda value, right: near(value, right[::-1]),
    "back-to-front": lambda value, right: near(value, right[::-1]),
    "mirrored": lambda value, right: near(value, right[:, ::-1]),
    "channels-exchanged": lambda value, right: near(np.sort(value), np.sort(right)),
    "channels-first": lambda value, right: near(value, right.transpose(2, 0, 1)),
    "turned": lambda value, right: near(value, right[::-1, ::-1]),
    "axes-exchanged": lambda value, right: near(np.sort(value.flat), np.sort(right.flat)),
    "axes-of-one": lambda value, right: near(value.squeeze(), right.squeeze()),
    "end-missing": lambda value, right: near(value, right[tuple(map(slice, value.shape))]),
    "end-extra": lambda value, right: near(value[tuple(map(slice, right.shape))], right),
    "clipped": lambda value, right: near(value, right.clip(0)),
    "cut-to-whole": lambda value, right: near(value, np.trunc(right)),
    "rounded": lambda value, right: near(value, np.rint(right)),
    "rounded-down": lambda value, right: near(value, np.floor(right)),
    "off-by-constant": lambda value, right: near(value - value.flat[0], right - right.flat[0]),
    "off-by-channel": lambda value, right: near(value - value[:1, :1], right - right[:1, :1]),
    "scaled": by_one_number,
    "last-number": only_in(-1),
    "first-number": only_in(0),
    "ends": only_in(0, -1),
    "last-row": only_in(-1),
    "first-row": only_in(0),
    "last-column": only_in(np.s_[:, -1]),
    "first-column": only_in(np.s_[:, 0]),
    "first-row-or-column": only_in(0, np.s_[:, 0]),
    "last-row-or-column": only_in(-1, np.s_[:, -1]),
    "border": only_in(0, -1, np.s_[:, 0], np.s_[:, -1]),
    "negative-only": lambda value, right: near(np.where(right < 0, right, value), right),
}


def check_relation(exercise: Exercise, trials: Sequence[Trial], id_: str, count: int) -> None:
    """All wrong answers have the relation."""
    wrong = [t for t in trials if t.outcome.kind == "returned" and not t.is_right]
    assert len(wrong) == count >= 3
    assert all(SO[id_](trial.outcome.value, trial.right) for trial in wrong), exercise.name
