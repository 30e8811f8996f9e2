"""The exact words of every symptom; read them as a student would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.authoring import Exercise
from grader.compare import difference
from grader.evidence import Error, Outcome, Trial
from grader.explain.relations import RELATIONS
from grader.explain.symptoms import Symptom, symptoms, told
from grader.misconception import ShapeRule
from reference.assignment1 import facets, shape_rules

Call = Mapping[str, Any]


def pooled(x: np.ndarray, strides: tuple[int, int] | None) -> np.ndarray:
    """Return something of the shape of ``x``."""
    return 3 * x if strides is None else 2 * x


def counted(n: int) -> int:
    """Return how many numbers come before ``n``."""
    return n


CHANNEL, NONE = facets.ONE_CHANNEL, facets.STRIDES_NONE
SMALLER = ShapeRule(id="smaller", looks="one row too few", shape=lambda x, **_: (1, *x.shape[1:]))
LESS = ShapeRule(id="less", looks="counting from 1", shape=lambda n: (n - 1,))
POOLED = Exercise(
    function=pooled,
    inputs=dict,
    points=1,
    hints=("one", "two"),
    facets=(NONE, CHANNEL),
    shape_rules=(SMALLER,),
)
COUNTED = Exercise(
    function=counted, inputs=dict, points=1, hints=("one", "two"), shape_rules=(LESS,)
)
#: One or two channels, with and without strides: 20 calls, 5 of each kind.
CALLS = [
    {"x": np.arange(1.0, 1 + 6 * depth).reshape(2, 3, depth) + more, "strides": strides}
    for more in range(5)
    for depth in (1, 2)
    for strides in (None, (1, 1))
]
ZERO = Error("ZeroDivisionError", "division by zero")
TYPE = Error("TypeError", "cannot unpack non-iterable NoneType object")


def noisy(right: np.ndarray) -> np.ndarray:
    """Return an answer without any relation to the right one."""
    return right + np.resize([1.0, 3.0, -2.0, 9.0, 4.0], right.shape)


def seen(exercise: Exercise, calls: Sequence[Call], answer: Callable[..., Any]) -> list[str]:
    """Return the texts of what is seen; an answer is a value, or an exception."""
    trials = []
    for call in calls:
        right = exercise.function(**call)
        value = answer(right, **call)
        if isinstance(value, Error):
            trials.append(Trial(dict(call), Outcome("raised", error=value), right))
        else:
            found = difference(value, right)
            trials.append(Trial(dict(call), Outcome("returned", value=value), right, found))
    return [symptom.text for symptom in symptoms(exercise, trials)]


def test_right_here_and_wrong_there():
    """A facet is told with both counts, and the shape after it."""

    def answer(right, x, **_):
        return right if x.shape[2] == 1 else noisy(right)

    assert seen(POOLED, CALLS, answer) == [
        (
            "Right when there is one channel (10 of 10 tests), "
            "wrong when there are two or more channels (10 of 10)."
        ),
        "On all 20 tests the shape is right.",
    ]


def test_the_other_way_round():
    """The phrases of a facet can change places; the second count may be a part."""

    def answer(right, x, **_):
        return noisy(right) if x.shape[2] == 1 and x[0, 0, 0] > 1 else right

    assert seen(POOLED, CALLS, answer) == [
        (
            "Right when there are two or more channels (10 of 10 tests), "
            "wrong when there is one channel (8 of 10)."
        ),
        "On all 20 tests the shape is right.",
    ]


def test_a_crash():
    """A crash says nothing but when it comes."""

    def answer(right, strides, **_):
        return TYPE if strides is None else right

    assert seen(POOLED, CALLS, answer) == [
        "It happens when strides is None (10 of 10 tests) and never otherwise."
    ]


def test_a_crash_on_some_calls():
    """A crash that comes on one side only, but not always."""

    def answer(right, x, strides):
        return TYPE if strides is None and x[0, 0, 0] > 1 else right

    assert seen(POOLED, CALLS, answer) == ["It happens only when strides is None (8 of 10 tests)."]


def test_a_crash_and_wrong_answers():
    """Where some calls raise and others are wrong, both are told."""

    def answer(right, x, strides):
        if strides is None:
            return TYPE
        return right if x.shape[2] == 1 else noisy(right)

    assert seen(POOLED, CALLS + CALLS, answer) == [
        "It raises TypeError when strides is None (20 of 20 tests) and never otherwise.",
        (
            "Where it returns, it is right when there is one channel (10 of 10 tests), "
            "wrong when there are two or more channels (10 of 10)."
        ),
    ]


def test_a_crash_on_some_calls_and_wrong_answers():
    """One reason for both is told first, and then where the exception comes."""

    def answer(right, x, strides):
        if strides is None:
            return right
        return noisy(right) if x[0, 0, 0] == 1 else ZERO

    assert seen(POOLED, CALLS, answer) == [
        "Right when strides is None (10 of 10 tests), fails when strides are given (10 of 10).",
        "It raises ZeroDivisionError only when strides are given (8 of 10 tests).",
    ]


def test_a_shape():
    """A shape that follows another rule."""
    assert seen(POOLED, CALLS, lambda _right, x, **_: noisy(x[:1])) == [
        "Where the shape is wrong, it looks like one row too few (20 of 20 tests)."
    ]


def test_sizes():
    """An exercise that asks for sizes has no shapes."""
    assert seen(COUNTED, [{"n": n} for n in range(5)], lambda right, **_: right - 1) == [
        "Where the answer is wrong, it looks like counting from 1 (5 of 5 tests)."
    ]


def test_a_relation():
    """The factor is told where it is the same in all answers."""
    assert seen(POOLED, CALLS, lambda right, **_: 4 * right)[0] == (
        "In all 20 wrong answers every number is the right one times 4."
    )
    assert seen(POOLED, CALLS, lambda right, **_: right / 7)[0] == (
        "In all 20 wrong answers every number is the right one times 1/7."
    )
    assert seen(POOLED, CALLS, lambda right, **_: right * (3 + right[0, 0, 0]))[0] == (
        "In each of the 20 wrong answers all numbers are the right ones times one factor."
    )
    assert seen(POOLED, CALLS, lambda right, **_: right - 0.5)[0] == (
        "In all 20 wrong answers every number is the right one plus -0.5."
    )
    assert seen(POOLED, CALLS, lambda right, **_: right + right[0, 0, 0])[0] == (
        "In each of the 20 wrong answers all numbers are off by the same amount."
    )


#: What is said of 20 wrong answers.
SAID = {
    "all-zeros": "All 20 wrong answers are full of zeros.",
    "sign-flipped": "All 20 wrong answers are the right ones with the other sign.",
    "transposed": "All 20 wrong answers are the right ones with rows and columns exchanged.",
    "upside-down": "All 20 wrong answers are the right ones upside down.",
    "mirrored": "All 20 wrong answers are the right ones with left and right exchanged.",
    "turned": "All 20 wrong answers are the right ones turned by half a turn.",
    "back-to-front": "All 20 wrong answers are the right ones back to front.",
    "channels-exchanged": "All 20 wrong answers have the right channels in another order.",
    "channels-first": (
        "All 20 wrong answers are the right ones with the channels as the first axis."
    ),
    "axes-exchanged": "All 20 wrong answers are the right ones with their axes in another order.",
    "axes-of-one": "In all 20 wrong answers the values are right, and only the axes differ.",
    "end-missing": "All 20 wrong answers are right as far as they go, but they end too early.",
    "end-extra": "All 20 wrong answers begin with the right one, but they end too late.",
    "clipped": "All 20 wrong answers are the right ones with 0 for every negative number.",
    "cut-to-whole": "All 20 wrong answers are the right ones cut to whole numbers.",
    "rounded-down": "All 20 wrong answers are the right ones rounded down to whole numbers.",
    "rounded": "All 20 wrong answers are the right ones rounded to whole numbers.",
    "off-by-constant": "In each of the 20 wrong answers all numbers are off by the same amount.",
    "scaled": "In each of the 20 wrong answers all numbers are the right ones times one factor.",
    "off-by-channel": (
        "In each channel of the 20 wrong answers all numbers are off by the same amount."
    ),
    "last-number": "In all 20 wrong answers only the last number is wrong.",
    "first-number": "In all 20 wrong answers only the first number is wrong.",
    "ends": "In all 20 wrong answers mistakes are only at the two ends.",
    "last-row": "In all 20 wrong answers mistakes are only in the last row.",
    "last-column": "In all 20 wrong answers mistakes are only in the last column.",
    "first-row": "In all 20 wrong answers mistakes are only in the first row.",
    "first-column": "In all 20 wrong answers mistakes are only in the first column.",
    "last-row-or-column": "In all 20 wrong answers mistakes are only in the last row and column.",
    "first-row-or-column": "In all 20 wrong answers mistakes are only in the first row and column.",
    "border": "In all 20 wrong answers mistakes are only at the border.",
    "negative-only": (
        "In all 20 wrong answers mistakes are only where the right number is negative."
    ),
}


def test_the_words_of_relations():
    """Every relation has its sentence."""
    said = {relation.id: relation.text.format(count=20) for relation in RELATIONS}
    assert said == SAID


#: The phrases of all facets, as they go on after "Right" and "wrong".
PHRASES = [
    ("when the window is as large as x", "when the window is smaller than x"),
    ("when no side of the window is even", "when a side of the window is even"),
    ("when the window is a single place", "when the window is more than a single place"),
    ("when x has no negative numbers", "when x has negative numbers"),
    ("when x has whole numbers only", "when x has fractions"),
    ("when all weights are whole numbers", "when some weights are fractions"),
    ("when x is float64", "when x is float32"),
    ("when the picture is square", "when the picture's height and width differ"),
    ("when the window is square", "when the window's height and width differ"),
    ("when the right answer is square", "when the answer's height and width differ"),
    ("when the window is a single row or column", "when the window has several rows and columns"),
    ("when there is one channel", "when there are two or more channels"),
    ("when there is one filter", "when there are two or more filters"),
    (
        "when there are as many filters as channels",
        "when the numbers of filters and channels differ",
    ),
    (
        "when the window fits on the picture",
        "when a side of the window is longer than the picture's",
    ),
    ('when padding is "same"', 'when padding is "valid"'),
    ("when both strides are 1", "when a stride is 2 or more"),
    ("when both strides are equal", "when the two strides differ"),
    ("when no zeros are needed", "when zeros are needed"),
    ("when the zeros can be shared evenly", "when the zeros cannot be shared evenly"),
    (
        'when padding is "valid" and no pixels are left over',
        'when padding is "valid" and pixels are left over',
    ),
    (
        'when padding is "same" and the strides divide height and width',
        'when padding is "same" and a stride does not divide height or width',
    ),
    ("when there are no gaps between the windows", "when there are gaps between the windows"),
    ("when strides is None", "when strides are given"),
    (
        "when the strides are given and both are 1",
        "when the strides are given and one is 2 or more",
    ),
    ("when the strides are given and equal", "when the strides are given and differ"),
    ("when each step is as long as the window", "when a step is shorter or longer than the window"),
    (
        "when opposite sides get equally many zeros",
        "when opposite sides get different numbers of zeros",
    ),
    ("when pad_height and pad_width are equal", "when pad_height and pad_width differ"),
    (
        "when there are zeros above and on the left",
        "when there are no zeros above, or none on the left",
    ),
    (
        "when there are zeros below and on the right",
        "when there are no zeros below, or none on the right",
    ),
    ("when the stride is 1", "when the stride is 2 or more"),
    ("when the stride divides the size", "when the stride does not divide the size"),
    (
        'when padding is "same" and the stride divides the size',
        'when padding is "same" and the stride does not divide the size',
    ),
]
#: What shapes, or sizes, look like.
LOOKS = [
    '"same" that keeps the size at every stride',
    '"same" where "valid" is asked',
    '"valid" where "same" is asked',
    'a "valid" that adds 1 before it divides',
    'a "valid" that counts steps, not windows',
    'a "valid" that does not know the length of the window',
    "a picture without a frame",
    "a size that stays as it was",
    "a stride of 1",
    "a stride of 1 where none is given",
    "a window that may hang over on all sides",
    "all the zeros on each of two sides",
    "all zeros after",
    "all zeros before",
    "all zeros on both sides",
    "an answer without an axis for filters",
    "before and after exchanged",
    "channels in place of filters",
    "half the kernel on both sides",
    "height and width exchanged",
    "no padding",
    "no zeros above and on the left",
    "no zeros below and on the right",
    "one place too few on each axis",
    "one place too many on each axis",
    "pad_height and pad_width exchanged",
    'rounding down where "same" rounds up',
    'rounding up where "valid" rounds down',
    "strides that are always the window's size",
    "the first number of each pair on both sides",
    "the first stride on both axes",
    "the larger half on both sides",
    "the second number of each pair on both sides",
    "the smaller half on both sides",
    "the two strides exchanged",
    "the window's height and width exchanged",
    "zeros above and below only",
    "zeros of half a window on both sides",
    "zeros on the left and right only",
]


def all_of(module: Any) -> list[Any]:
    """Return every facet, or every shape rule, of the assignment."""
    tuples = [value for name, value in vars(module).items() if name[0] != "_" and name.isupper()]
    found = [one for of in tuples if isinstance(of, tuple) for one in of]
    return list({id(one): one for one in found}.values())


def test_the_phrases_of_facets():
    """Every phrase says all by itself when it is so."""
    assert [(facet.yes, facet.no) for facet in all_of(facets)] == PHRASES


def test_the_looks_of_shapes():
    """Every shape rule ends the sentence "it looks like ..."."""
    assert sorted({rule.looks for rule in all_of(shape_rules)}) == LOOKS


def test_what_the_console_says():
    """An opening that says how much is known; an exception needs none, and nothing is nothing."""
    facet = Symptom("facet:one-channel", "Right when there is one channel.")
    crash = Symptom("crash:strides-none", "It happens when strides is None.")
    opening = "Not one of the mistakes I know. What I see:"
    assert told([facet]) == (opening, facet.text)
    assert told([crash, facet]) == (opening, crash.text, facet.text)
    assert told([crash]) == (crash.text,)
    assert told([]) == ()
