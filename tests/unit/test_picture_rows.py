"""Tables of rows: drawn to the letter, the first wrong row below the right one."""

from __future__ import annotations

import gettext
import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from grader import language
from grader.evidence import Difference, Outcome, Trial
from grader.explain.illustrate import illustrated
from grader.explain.picture import draw
from grader.explain.picture_rows import draw_answer_rows, draw_rows, result_rows
from grader.explain.picture_text import where
from grader.explain.rows import is_rows
from grader.model import Picture
from grader.trace import Axis, Table
from grader.width import display_width

COLUMNS = ("step", "output size", "numbers")
RIGHT = [
    ("widen", (26, 26, 32), 320),
    ("shrink by two", (13, 13, 32), 0),
    ("widen", (11, 11, 64), 18496),
    ("row", (7744,), 0),
]
SEEN = Table((("widen", "3"), ("shrink", "4"), ("widen", "8")), (8.0,))
MISSED = Table((("widen", "3"), ("shrink", "4"), ("widen", "6")), (6.0,))

KOREAN = {
    "right": "정답",
    "yours": "내 답",
    "result": "결과",
    "<-- wrong": "<-- 틀림",
    "(no such row)": "(없는 줄)",
    "row {number}": "{number}번 줄",
    "row {number}, {column}": "{number}번 줄, {column}",
    "{where}: {right} is right; yours is {yours}.": "{where}: 정답 {right}, 내 답 {yours}.",
}


class Korean(gettext.NullTranslations):
    """Words two columns wide, whatever the catalogue holds."""

    def gettext(self, message: str) -> str:
        """Translate."""
        return KOREAN.get(message, message)


def text_of(picture: Picture | None) -> str:
    """Return a picture as one text."""
    assert picture is not None
    return "\n" + "\n".join(picture.lines) + "\n"


def test_a_wrong_cell():
    """The student's row stands below the right one; what comes after it is not called wrong."""
    yours = [*RIGHT[:2], ["widen", [11, 11, 64], np.int64(576)], ("row", (1,), 0)]
    picture = draw_answer_rows(RIGHT, yours, COLUMNS)
    assert (
        text_of(picture)
        == """
         step           output size   numbers
      0  widen          (26, 26, 32)      320
      1  shrink by two  (13, 13, 32)        0
right 2  widen          (11, 11, 64)    18496
yours 2  widen          (11, 11, 64)      576    <-- wrong
      3  row            (7744,)             0
"""
    )
    assert picture is not None
    assert picture.text == "Row 2, numbers: 18496 is right; yours is 576."
    assert picture.drawing is not None
    drawn, own = picture.drawing.right, picture.drawing.yours
    assert (drawn.text, drawn.columns, drawn.total, drawn.numbers) == ("", COLUMNS, 4, (0, 1, 2, 3))
    assert (own.numbers, own.rows) == ((2,), (("widen", "(11, 11, 64)", "576"),))


def test_a_wrong_cell_in_korean():
    """Labels and headings are aligned by what they take on the screen."""
    columns = ("단계", "출력 크기", "개수")
    with language.speaking("ko"):
        language._spoken.set(("ko", Korean()))
        picture = draw_answer_rows(RIGHT, [*RIGHT[:2], ("widen", (1,), 18496)], columns)
        short = draw_answer_rows(RIGHT[:1], [], columns)
    assert (
        text_of(picture)
        == """
         단계           출력 크기      개수
      0  widen          (26, 26, 32)    320
      1  shrink by two  (13, 13, 32)      0
정답  2  widen          (11, 11, 64)  18496
내 답 2  widen          (1,)          18496    <-- 틀림
      3  row            (7744,)           0
"""
    )
    assert picture is not None
    assert picture.text == "2번 줄, 출력 크기: 정답 (11, 11, 64), 내 답 (1,)."
    assert (
        text_of(short)
        == """
정답   단계   출력 크기     개수
       widen  (26, 26, 32)   320
내 답  []    <-- 틀림
"""
    )


def test_a_row_that_is_missing_and_rows_that_are_too_many():
    """At the end there may be nothing where a row should be, or a row where nothing should."""
    picture = draw_answer_rows(RIGHT[2:], RIGHT[2:3])
    assert (
        text_of(picture)
        == """
      0  widen  (11, 11, 64)  18496
right 1  row    (7744,)           0
yours 1  (no such row)    <-- wrong
"""
    )
    assert picture is not None
    assert picture.text == "Row 1: row, (7744,), 0 is right; yours is (no such row)."
    assert picture.drawing is not None
    assert picture.drawing.yours.rows == ((),)
    picture = draw_answer_rows(RIGHT[3:], [*RIGHT[3:], *RIGHT[:2]])
    assert (
        text_of(picture)
        == """
      0  row    (7744,)         0
right 1  (no such row)
yours 1  widen  (26, 26, 32)  320    <-- wrong
         ...
"""
    )
    assert picture is not None
    assert picture.text == "Row 1: (no such row) is right; yours is widen, (26, 26, 32), 320."


def test_an_answer_that_is_no_rows():
    """The right table is drawn all the same, and what came back below it."""
    picture = draw_answer_rows(RIGHT[:2], {"widen": 320}, COLUMNS)
    assert (
        text_of(picture)
        == """
right    step           output size   numbers
      0  widen          (26, 26, 32)      320
      1  shrink by two  (13, 13, 32)        0
yours    {'widen': 320}    <-- wrong
"""
    )
    assert picture is not None
    assert picture.text == (
        "widen, (26, 26, 32), 320; shrink by two, (13, 13, 32), 0 is right; "
        "yours is {'widen': 320}."
    )
    for value in (
        None,
        [("widen", 320)],
        [(1, 2, 3), (1, 2)],
        [(1, 2, np.ones(2))],
        "\x1b[31m" * 9,
    ):
        found = draw_answer_rows(RIGHT, value, COLUMNS)
        assert found is not None
        assert found.lines[-1].startswith("yours ")
        assert found.lines[-1].isprintable()


def test_of_many_rows_those_near_the_wrong_one():
    """Three rows before it and one after it; dots stand for the others."""
    right = [(f"step {at}", at * at) for at in range(20)]
    yours = [*right[:9], ("step 9", 80), *right[10:]]
    assert (
        text_of(draw_answer_rows(right, yours, ("name", "size")))
        == """
          name     size
          ...
       6  step 6     36
       7  step 7     49
       8  step 8     64
right  9  step 9     81
yours  9  step 9     80    <-- wrong
      10  step 10   100
          ...
"""
    )
    assert (
        text_of(result_rows(right, ("name", "size")))
        == """
result     name     size
        0  step 0      0
        1  step 1      1
        2  step 2      4
        3  step 3      9
        4  step 4     16
        5  step 5     25
           ...
       17  step 17   289
       18  step 18   324
       19  step 19   361
"""
    )


def test_rows_before_the_wrong_one_may_look_different():
    """What is right up to rounding is not marked, and as many digits are shown as are needed."""
    right, yours = [("a", 0.5), ("b", 1 / 3)], [("a", 0.50001), ("b", 1 / 3 + 1e-8)]
    assert (
        text_of(draw_answer_rows(right, yours, at=1))
        == """
      0  a          0.5
right 1  b  0.333333333
yours 1  b  0.333333343    <-- wrong
"""
    )
    assert draw_answer_rows(right, right) is None


def test_a_whole_float_is_not_an_int():
    """Where ints are asked, the point is what is wrong."""
    picture = draw_answer_rows([("a", 650)], [("a", 650.0)])
    assert picture is not None
    assert picture.lines[-1] == "yours  a  650.0    <-- wrong"


def test_rows_that_lead_to_a_number():
    """The rows of a mistake are drawn where they lead to the student's answer, and only there."""
    columns = ("step", "sees")
    picture = draw(SEEN, MISSED, 6, columns=columns)
    assert (
        text_of(picture)
        == """
         step    sees
      0  widen      3
      1  shrink     4
right 2  widen      8
yours 2  widen      6    <-- wrong
right    8
yours    6
"""
    )
    assert picture is not None
    assert picture.text == "Row 2, sees: 8 is right; yours is 6. Result: 8 is right; yours is 6."
    for yours in (MISSED, None, Axis(3, 0, 0, 1, (0,)), Table((("widen",),), (5.0,))):
        assert (
            text_of(draw(SEEN, yours, 5, columns=columns))
            == """
         step    sees
      0  widen      3
      1  shrink     4
      2  widen      8
right    8
yours    5    <-- wrong
"""
        )
    assert draw(SEEN, None, 8.00001) is None
    shown = draw(SEEN, None, None)
    assert shown is not None
    assert (shown.lines[-1], shown.text) == ("result    8", "8 is right.")


def test_rows_that_lead_to_several_numbers():
    """Several numbers are compared one by one, and written as a tuple."""
    right, yours = Table((("a",),), (1.0, 2.5)), Table((("b",),), (1.0, 2.0))
    picture = draw_rows(right, yours, [1, 2.0])
    assert picture is not None
    assert picture.lines == (
        "right  a",
        "yours  b    <-- wrong",
        "right  (1, 2.5)",
        "yours  (1, 2)",
    )
    for answer in (1, (1, 2, 3), "nan", 10**400):
        assert draw_rows(right, yours, answer).drawing.yours.numbers == ()
    assert draw_rows(Table(()), None, 1) is None
    assert draw_rows(Table((("a",), ("a", "b"))), None, 1) is None


def test_wide_cells_are_cut_and_too_wide_ones_not_drawn():
    """Nothing is wider than a terminal, and a difference that would be cut away is no picture."""
    right = [("x" * 50, "a" * 50)]
    picture = draw_answer_rows(right, [("x" * 50, "b" + "a" * 49)])
    assert picture is not None
    assert picture.lines == (
        "right  xxxxxxxxxxxxx...  aaaaaaaaaaaaa...",
        "yours  xxxxxxxxxxxxx...  baaaaaaaaaaaa...    <-- wrong",
    )
    assert draw_answer_rows(right, [("x" * 50, "a" * 49 + "b")]) is None
    assert draw_answer_rows([("x",) * 30], [("y",) * 30]) is None


def test_columns_of_another_number_are_no_headings():
    """Headings that belong to other rows are left out."""
    assert text_of(result_rows([(1, 2)], ("one",))) == "\nresult  1  2\n"


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        ((), ("output", "output")),
        ((2,), ("output 2", "output 2")),
        ((0, 1), ("output (0, 1)", "output (0, 1)")),
        ((0, 1, 2), ("output (0, 1), channel 2", "output (0, 1), filter 2")),
        (
            (5, 0, 1, 2),
            ("picture 5, output (0, 1), channel 2", "picture 5, output (0, 1), filter 2"),
        ),
    ],
)
def test_places(place: tuple[int, ...], texts: tuple[str, str]):
    """A place of four axes is one of a picture among several."""
    assert (where(place), where(place, is_filtered=True)) == texts


class Exercise:
    """An exercise with a table, as far as a picture asks for it."""

    columns = ("step", "sees")

    def traced(self, _place: Any, _arguments: Any, _ways: Any = ()) -> Table:
        """Return the rows."""
        return SEEN


def trial(right: Any, value: Any, difference: Difference) -> Trial:
    """Return a wrong call."""
    return Trial({}, Outcome("returned", value=value), right, difference)


def test_what_is_drawn_of_a_counterexample():
    """Rows of answers are drawn for any difference in them, traced ones for wrong values."""
    exercise: Any = Exercise()
    rows = [("widen", 3), ("shrink", 4)]
    shape = illustrated(exercise, trial(rows, rows[:1], Difference("shape")), None)
    assert shape is not None
    assert shape.lines[0] == "         step    sees"
    found = Difference("values", ((1, 1),), 4)
    wrong = illustrated(exercise, trial(rows, [rows[0], ("shrink", 5)], found), None)
    assert wrong is not None
    assert wrong.text == "Row 1, sees: 4 is right; yours is 5."
    changed = trial(rows, rows[:1], Difference("changed_argument"))
    assert illustrated(exercise, changed, None) is None
    number = illustrated(exercise, trial(8, 5, Difference("values", ((),), 1)), None)
    assert number is not None
    assert number.lines[-1] == "yours    5    <-- wrong"
    array = illustrated(
        exercise, trial(np.array([8.0]), np.array([5.0]), Difference("values", ((0,),), 1)), None
    )
    assert array is not None
    assert array.lines == ("output 0", *number.lines)
    assert array.text == "Output 0: 8 is right; yours is 5."
    assert array.drawing is not None
    assert array.drawing.title == "output 0"
    sizes = illustrated(exercise, trial((8,), (5,), Difference("values", ((0,),), 1)), None)
    assert sizes is not None
    assert sizes.lines[0] == number.lines[0]


CELLS = st.one_of(
    st.integers(-3, 10**30),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.integers(0, 99), max_size=3).map(tuple),
    st.none(),
    st.booleans(),
)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width).map(tuple), min_size=1, max_size=16
    )
)


@seed(1)
@settings(max_examples=80, database=None, deadline=None)
@given(
    right=ROWS, value=ROWS | CELLS, columns=st.sampled_from([(), ("a", "개수"), ("a", "b", "c")])
)
def test_every_table_fits(right: Any, value: Any, columns: tuple[str, ...]):
    """Whatever comes back, the lines fit, can be printed, and one thing is marked at most."""
    assert is_rows(right)
    picture = draw_answer_rows(right, value, columns)
    if picture is None:
        return
    assert 1 <= len(picture.lines) <= 15
    assert all(line.isprintable() and line == line.rstrip() for line in picture.lines)
    assert max(map(display_width, picture.lines)) <= 68
    assert sum(line.endswith("    <-- wrong") for line in picture.lines) == 1
    assert picture.drawing is not None
    numbers = picture.drawing.right.numbers
    assert all(one < other for one, other in itertools.pairwise(numbers))
