"""The exact words of every sentence about a wrong call; read them as a student would."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from grader.compare import difference
from grader.evidence import Error, Outcome, OutcomeKind, Trial
from grader.explain.headline import Headline, of_containment, what_can_be_imported
from grader.explain.opening import of_opening
from grader.explain.sentences import of_mixture, of_trial, stub_in_the_way
from grader.worker.wire import Opaque

EXERCISES = frozenset({"f", "conv1d", "zero_pad"})
RIGHT = np.array([[1.0, 2.0], [3.0, 4.0]])
ROW = np.array([1.0, 2.0])
HELD = "Does every way through the function end in a return?"
FLOAT = "Which operation gives a float or an array, even if its value is whole?"
FILL = "Look at the dtype of the array that you fill."
FINITE = "Every value should be a finite number."
COMPUTE = (
    "While it is checked, code can only compute: it can open no file, start nothing, "
    "and reach no network."
)
NOT_HERE = "That module of Python's cannot be used here."
ONLY = "Only numpy, Python's own modules and your own files can be imported."


def returned(value: Any, right: Any, changed: tuple[str, ...] = ()) -> Headline:
    """Return what is said about a value that came back."""
    found = difference(value, right, changed=changed)
    assert found is not None
    outcome = Outcome("returned", value=value, changed=changed)
    return of_trial("f", Trial({}, outcome, right, found), exercises=EXERCISES)


def ended(kind: OutcomeKind, error: Error | None = None, note: str = "") -> Headline:
    """Return what is said about a call that gave no value."""
    trial = Trial({}, Outcome(kind, error=error, note=note), RIGHT)
    return of_trial("f", trial, exercises=EXERCISES)


def opened(
    kind: OutcomeKind,
    error: Error | None = None,
    note: str = "",
    files: tuple[str, ...] = ("padding", "stride"),
) -> Headline:
    """Return what is said about a function that could not be called."""
    outcome = Outcome(kind, error=error, note=note)
    return of_opening(
        outcome,
        file="stride.py",
        importer="stride.py",
        name="f",
        parameters=("x", "w"),
        files=files,
        exercises=EXERCISES,
    )


@pytest.mark.parametrize(
    ("value", "right", "headline"),
    [
        (
            None,
            RIGHT,
            Headline("f returned None, but should return an array of shape (2, 2)", (), HELD),
        ),
        ([1], RIGHT, Headline("f returned a list, but should return an array of shape (2, 2)")),
        ((1,), RIGHT, Headline("f returned a tuple, but should return an array of shape (2, 2)")),
        (
            np.float64(1.5),
            RIGHT,
            Headline(
                "f returned 1.5, a single float64, but should return an array of shape (2, 2)"
            ),
        ),
        (
            7,
            RIGHT,
            Headline("f returned 7, a single int, but should return an array of shape (2, 2)"),
        ),
        (
            Opaque("EagerTensor", "", None),
            RIGHT,
            Headline("f returned an EagerTensor, but should return an array of shape (2, 2)"),
        ),
        (
            RIGHT[0],
            RIGHT,
            Headline(
                "f returned shape (2,), but should return (2, 2)",
                ("That is 1 axis where 2 are asked.",),
            ),
        ),
        (
            RIGHT,
            ROW,
            Headline(
                "f returned shape (2, 2), but should return (2,)",
                ("That is 2 axes where 1 is asked.",),
            ),
        ),
        (RIGHT[:1], RIGHT, Headline("f returned shape (1, 2), but should return (2, 2)")),
        (
            Opaque("ndarray", "object", (2, 1)),
            RIGHT,
            Headline("f returned shape (2, 1), but should return (2, 2)"),
        ),
        (
            RIGHT.astype(np.int64),
            RIGHT,
            Headline(
                "f returned an array of int64, but should return float64 or float32", (), FILL
            ),
        ),
        (
            Opaque("ndarray", "object", (2, 2)),
            RIGHT,
            Headline(
                "f returned an array of object, but should return float64 or float32", (), FILL
            ),
        ),
        (
            np.array([1.0, np.nan]),
            ROW,
            Headline("f returned nan at [1], but should return 2", (FINITE,)),
        ),
        (
            np.array([-np.inf, 1.0]),
            ROW,
            Headline("f returned -inf at [0], but should return 1", (FINITE,)),
        ),
        (
            np.array([[1.0, 2.5], [3.0, 4.0]]),
            RIGHT,
            Headline(
                "f returned 2.5 at [0, 1], but should return 2",
                ("In this example 1 of 4 cells is wrong.",),
            ),
        ),
        (
            RIGHT + 1,
            RIGHT,
            Headline(
                "f returned 2 at [0, 0], but should return 1",
                ("In this example 4 of 4 cells are wrong.",),
            ),
        ),
        (np.array([2.0]), np.array([1.0]), Headline("f returned 2 at [0], but should return 1")),
        (
            np.array([1.0000003]),
            np.array([1.0]),
            Headline("f returned 1.0000003 at [0], but should return 1.0"),
        ),
        (2.0, 2, Headline("f returned 2.0, a float, but should return 2, an int", (), FLOAT)),
        (
            np.float32(2.5),
            2,
            Headline("f returned 2.5, a float, but should return 2, an int", (), FLOAT),
        ),
        (True, 1, Headline("f returned True, a single bool, but should return 1")),
        ("same", 1, Headline("f returned a str, but should return 1")),
        (None, 1, Headline("f returned None, but should return 1", (), HELD)),
        (np.array(3), 3, Headline("f returned an array of shape (), but should return 3")),
        (np.int64(4), 3, Headline("f returned 4, but should return 3")),
        (
            Opaque("int", "a number with hundreds of digits", None),
            3,
            Headline("f returned an int, but should return 3"),
        ),
        (3, (1, 2), Headline("f returned 3, a single int, but should return (1, 2)")),
        (
            np.array([1, 2]),
            (1, 2),
            Headline("f returned an array of shape (2,), but should return (1, 2)"),
        ),
        (
            Opaque("generator", "", None),
            (1, 2, 3),
            Headline("f returned a generator, but should return (1, 2, 3)"),
        ),
        (
            (1.0, np.float64(2)),
            (1, 2),
            Headline("f returned (1.0, 2.0), but should return (1, 2), with ints only", (), FLOAT),
        ),
        (
            [Opaque("set", "", None), True],
            (1, 2),
            Headline("f returned [set, True], but should return (1, 2), with ints only"),
        ),
        (
            (1,),
            (1, 2),
            Headline(
                "f returned (1,), but should return (1, 2)",
                ("That is 1 number where 2 are asked.",),
            ),
        ),
        (
            [1, 2, np.int64(3)],
            (1,),
            Headline(
                "f returned [1, 2, 3], but should return (1,)",
                ("That is 3 numbers where 1 is asked.",),
            ),
        ),
        ([np.int64(2), 1], (1, 2), Headline("f returned [2, 1], but should return (1, 2)")),
    ],
    ids=lambda value: value.text if isinstance(value, Headline) else "",
)
def test_returned(value: Any, right: Any, headline: Headline):
    """A wrong value gets exactly this sentence."""
    assert returned(value, right) == headline


def test_changed_arguments():
    """Changed arguments are named, several with "and"."""
    hint = "A slice of an array is a window onto the same memory. Which line writes to it?"
    rest = "but should leave its arguments as they are"
    assert returned(RIGHT, RIGHT, ("x",)) == Headline(f"f changed its argument x, {rest}", (), hint)
    assert returned(RIGHT, RIGHT, ("x", "w")).text == f"f changed its argument x and w, {rest}"


@pytest.mark.parametrize(
    ("error", "headline"),
    [
        (Error("IndexError", "too far"), Headline("f raised IndexError: too far")),
        (Error("KeyError", ""), Headline("f raised KeyError")),
        (Error("SystemExit", "0"), Headline("f called exit, but should return a value")),
        (
            Error("NotImplementedError", "assignment1: f"),
            Headline("f is not finished: it raised NotImplementedError for some calls"),
        ),
        (
            Error("NotImplementedError", "assignment1: zero_pad"),
            Headline("f needs zero_pad, which is not finished yet"),
        ),
        (
            Error("ModuleNotFoundError", "No module named 'torch'", module="torch"),
            Headline("f imports torch, which cannot be imported here", (ONLY,)),
        ),
        (
            Error("PermissionError", "[Errno 1] Operation not permitted: 'w.txt'"),
            Headline("f raised PermissionError: [Errno 1] Operation not permitted: 'w.txt'"),
        ),
    ],
    ids=lambda value: value.text if isinstance(value, Headline) else "",
)
def test_raised(error: Error, headline: Headline):
    """A call that raised gets exactly this sentence."""
    assert ended("raised", error) == headline


@pytest.mark.parametrize(
    ("kind", "note", "headline"),
    [
        (
            "timed_out",
            "",
            Headline("f did not return within 2 seconds", (), "Which loop might never end?"),
        ),
        (
            "crashed",
            "SIGSEGV",
            Headline("f ended Python itself (segmentation fault), but should return a value"),
        ),
        (
            "crashed",
            "SIGABRT",
            Headline("f ended Python itself (abort), but should return a value"),
        ),
        (
            "crashed",
            "SIGKILL",
            Headline("f ended Python itself (killed), but should return a value"),
        ),
        (
            "crashed",
            "exit code 3",
            Headline("f ended Python itself (exit code 3), but should return a value"),
        ),
        (
            "flooded",
            "",
            Headline("f printed more than 16 MB, but should only return a value"),
        ),
        ("protocol", "", Headline("f sent something that is not an answer")),
    ],
)
def test_ended(kind: OutcomeKind, note: str, headline: Headline):
    """A call that ended its process gets exactly this sentence."""
    assert ended(kind, note=note) == headline


@pytest.mark.parametrize(
    ("kind", "error", "note", "headline"),
    [
        ("missing", None, "file", Headline("stride.py is missing")),
        ("missing", None, "", Headline("stride.py has no function f")),
        (
            "missing",
            None,
            "F",
            Headline(
                "stride.py has no function f", ("There is a function F. Should it be called f?",)
            ),
        ),
        (
            "other_parameters",
            None,
            "(w, x)",
            Headline("f takes (w, x), but should take (x, w)"),
        ),
        (
            "raised",
            Error("UnreadableFileError", "stride.py is not UTF-8 text"),
            "",
            Headline("stride.py is not UTF-8 text"),
        ),
        (
            "raised",
            Error("SyntaxError", "invalid syntax"),
            "",
            Headline("stride.py cannot be imported: SyntaxError: invalid syntax"),
        ),
        (
            "raised",
            Error("ModuleNotFoundError", "No module named 'scipy'", module="scipy"),
            "",
            Headline("stride.py imports scipy, which cannot be imported here", (ONLY,)),
        ),
        (
            "raised",
            Error("ModuleNotFoundError", "No module named 'turtle'", module="turtle"),
            "",
            Headline(
                "stride.py imports turtle, which cannot be imported here",
                (NOT_HERE,),
            ),
        ),
        (
            "raised",
            Error("PermissionError", "[Errno 1] Operation not permitted: 'w.npy'"),
            "",
            Headline(
                "stride.py cannot be imported: PermissionError: "
                "[Errno 1] Operation not permitted: 'w.npy'"
            ),
        ),
        (
            "raised",
            Error("ModuleNotFoundError", "No module named 'pading'", module="pading"),
            "",
            Headline(
                "stride.py imports pading, which cannot be imported here",
                (ONLY, "Did you mean padding?"),
            ),
        ),
        ("raised", None, "", Headline("stride.py could not be imported")),
        (
            "timed_out",
            None,
            "",
            Headline(
                "stride.py was not imported within 2 seconds",
                (),
                "Which code of the file runs when nobody calls a function?",
            ),
        ),
        (
            "crashed",
            None,
            "SIGSEGV",
            Headline("stride.py ended Python itself while it was imported (segmentation fault)"),
        ),
        ("flooded", None, "", Headline("stride.py could not be imported (flooded)")),
        ("protocol", None, "", Headline("stride.py could not be imported (protocol)")),
    ],
)
def test_opened(kind: OutcomeKind, error: Error | None, note: str, headline: Headline):
    """A function that could not be called gets exactly this sentence."""
    assert opened(kind, error, note) == headline


@pytest.mark.parametrize(
    ("symptoms", "told", "sentence"),
    [
        ({"values": 5}, "values", ""),
        ({"values": 5, "type": 1}, "values", "On 1 of these it returned another type."),
        ({"values": 5, "shape": 2}, "values", "On 2 of these it returned another shape."),
        ({"values": 5, "dtype": 2}, "values", "On 2 of these it returned another dtype."),
        (
            {"values": 5, "changed_argument": 2},
            "values",
            "On 2 of these it changed an argument.",
        ),
        ({"values": 5, "non_finite": 2}, "values", "On 2 of these it returned nan or inf."),
        ({"values": 2, "shape": 5}, "shape", "On 2 of these it returned wrong values."),
        ({"values": 5, "timed_out": 1}, "values", "On 1 of these it did not return."),
        ({"values": 5, "crashed": 1}, "values", "On 1 of these it ended Python itself."),
        ({"values": 5, "flooded": 1}, "values", "On 1 of these it printed without end."),
        (
            {"values": 5, "raised IndexError": 3},
            "values",
            "On 3 of these it raised IndexError.",
        ),
        (
            {"values": 5, "shape": 2, "raised IndexError": 3},
            "values",
            "On 3 of these it raised IndexError.",
        ),
    ],
)
def test_mixture(symptoms: dict[str, int], told: str, sentence: str):
    """Of the other symptoms the most frequent one is told."""
    assert of_mixture(Counter(symptoms), told) == sentence


@pytest.mark.parametrize(
    ("message", "stub"),
    [
        ("assignment1: conv1d", "conv1d"),
        ("assignment1: f", ""),
        ("conv1d is not done", "conv1d"),
        ("conv1dx", ""),
        ("", ""),
    ],
)
def test_stub_in_the_way(message: str, stub: str):
    """Another exercise's stub is recognised by its whole name in the message."""
    outcome = Outcome("raised", error=Error("NotImplementedError", message))
    assert stub_in_the_way("f", outcome, EXERCISES) == stub


def test_details_are_added_in_order():
    """A detail joins the others, an empty one does not."""
    assert Headline("f", ("A.",)).and_also("B.").and_also("") == Headline("f", ("A.", "B."))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Error("PermissionError", "[Errno 1] Operation not permitted: 'w.txt'"), COMPUTE),
        (Error("PermissionError", "[Errno 13] Permission denied: 'w.txt'"), ""),
        (Error("RuntimeError", "can't start new thread"), COMPUTE),
        (Error("RuntimeError", "another one"), ""),
        (None, ""),
    ],
)
def test_what_contained_code_may_not_do(error: Error | None, said: str):
    """What the filter refuses is explained; a file that belongs to others is not its doing."""
    assert of_containment(error) == said


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("scipy.signal", ONLY),
        ("turtle", NOT_HERE),
        ("numpy.linag", "numpy itself can be imported, but it has no such part here."),
        ("curses.ascii", "curses itself can be imported, but it has no such part here."),
    ],
)
def test_what_can_be_imported(module: str, said: str):
    """What is not there at all is told from what has no such part."""
    assert what_can_be_imported(module) == (said,)
