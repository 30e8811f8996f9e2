"""Pictures of one number: drawn to the letter, and never with a product that is not so."""

from __future__ import annotations

import gettext
import itertools
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import language
from grader.explain.picture import draw
from grader.model import Picture
from grader.trace import Axis, Plane, Term, Trace

Rows = list[list[float]]

KOREAN = {
    "right": "정답",
    "yours": "내 답",
    "result": "결과",
    "picture": "그림",
    "kernel": "커널",
    "<-- wrong": "<-- 틀림",
    ". = padding": ". = 패딩",
    "cell": "칸",
    "channel {number}": "채널 {number}",
    "window {number}": "윈도우 {number}",
    "output {place}": "출력 {place}",
    "output {place}, filter {number}": "출력 {place}, 필터 {number}",
    "output {place}, channel {number}": "출력 {place}, 채널 {number}",
    "({count} products)": "(곱 {count}개)",
    "({count} numbers)": "(수 {count}개)",
}


class Korean(gettext.NullTranslations):
    """Words two columns wide, whatever the catalogue holds."""

    def gettext(self, message: str) -> str:
        """Translate."""
        return KOREAN.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Translate."""
        return {"{count} window": "윈도우 {count}개"}.get(one, super().ngettext(one, many, n))


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Speak English, the catalogue's Korean, or the words above."""
    with language.speaking(tongue.partition("-")[0]):
        if tongue == "ko-wide":
            language._spoken.set(("ko", Korean()))
        yield


def plane(
    values: Rows,
    rows: tuple[int, ...],
    columns: tuple[int, ...],
    weights: Rows | None = None,
    frame: int = 0,
) -> Plane:
    """Return a plane whose outermost ``frame`` rows and columns are padding."""
    height, width = len(values), len(values[0])
    inner_rows, inner_columns = range(frame, height - frame), range(frame, width - frame)
    outside = [
        tuple(r not in inner_rows or c not in inner_columns for c in range(width))
        for r in range(height)
    ]
    laid = tuple(map(tuple, weights or ()))
    return Plane(tuple(map(tuple, values)), tuple(outside), rows, columns, laid)


def terms(of: Plane, *, outside: bool = True) -> tuple[Term, ...]:
    """Return what lies under a plane's window, with padding or without."""
    weights = list(itertools.chain(*of.weights)) or itertools.repeat(None)
    places = itertools.product(of.rows, of.columns)
    found = [
        Term(of.values[r][c], w, of.outside[r][c])
        for (r, c), w in zip(places, weights, strict=False)
    ]
    return tuple(term for term in found if outside or not term.outside)


def convolved(place: tuple[int, ...], *planes: Plane, bias: float = 0.0) -> Trace:
    """Return how a convolution comes to its number."""
    groups = tuple(map(terms, planes))
    total = sum(t.value * t.weight for group in groups for t in group) + bias
    return Trace(place, planes, groups, "sum", added=bias, total=total)


def pooled(of: Plane, how: Any, *, outside: bool, place: tuple[int, ...] = (0, 2, 0)) -> Trace:
    """Return how a pooling comes to its number, with the padding or without."""
    taken = terms(of, outside=outside)
    values = [term.value for term in taken]
    total = sum(values) / len(values) if how == "mean" else {"max": max, "min": min}[how](values)
    divisor = len(values) if how == "mean" else 1.0
    return Trace(place, (of,), (taken,), how, divisor=divisor, total=total)


def drawn(picture: Picture | None) -> str:
    """Return a picture as one text."""
    assert picture is not None
    return "\n" + "\n".join(picture.lines) + "\n"


LINE = convolved((0,), plane([[3, 1, 0, 7]], (0,), (0, 1, 2), [[2, 0, 1]]), bias=1.0)


def test_a_row_of_numbers():
    """Without a known mistake the right products stand above the student's number."""
    assert (
        drawn(draw(LINE, None, 6.0, picture="x", kernel="w"))
        == """
output 0
x      [ 3  1  0 ] 7
w        2  0  1
right    3x2 + 1x0 + 0x1 + 1 = 7
yours    6     <-- wrong
"""
    )


def test_a_kernel_laid_on_upside_down():
    """Where the kernels differ both are drawn, and the products of both."""
    pixels: Rows = [[1, 2, 0], [0, 1, 3]]
    right = convolved((0, 0), plane(pixels, (0, 1), (0, 1), [[1, 2], [3, -4]]), bias=-0.5)
    yours = convolved((0, 0), plane(pixels, (0, 1), (0, 1), [[-4, 3], [2, 1]]), bias=-0.5)
    picture = draw(right, yours, yours.total, picture="x", kernel="w")
    assert (
        drawn(picture)
        == """
output (0, 0)
         right            yours
x      [ 1   2 ] 0      [  1  2 ] 0
       [ 0   1 ] 3      [  0  1 ] 3
w        1   2            -4  3
         3  -4             2  1
right    1x1 + 2x2 + 0x3 + 1x(-4) + (-0.5) = 0.5
yours    1x(-4) + 2x3 + 0x2 + 1x1 + (-0.5) = 2.5     <-- wrong
"""
    )
    assert picture is not None
    assert picture.text == (
        "Output (0, 0): 1x1 + 2x2 + 0x3 + 1x(-4) + (-0.5) = 0.5 is right; "
        "yours is 1x(-4) + 2x3 + 0x2 + 1x1 + (-0.5) = 2.5."
    )


ZERO: list[float] = [0] * 6
CHANNELS: list[Rows] = [
    [ZERO, [0, 1, 0, 2, 0, 0], [0, 0, 1, 0, 0, 0], [0, 2, 0, 1, 0, 0], [0, 0, 0, 0, 1, 0], ZERO],
    [ZERO, [0, 0, 1, 0, 0, 0], [0, 1, 0, 0, 2, 0], [0, 0, 0, 1, 0, 0], [0, 0, 2, 0, 0, 0], ZERO],
]
KERNELS: list[Rows] = [[[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 1, 1], [0, 3, 0]]]


def test_two_channels_and_a_padded_border():
    """Each channel has its products below it, and one that is left out has none."""
    both = [
        plane(values, (0, 1, 2), (0, 1, 2), weights, 1)
        for values, weights in zip(CHANNELS, KERNELS, strict=True)
    ]
    right = convolved((0, 0, 0), *both, bias=0.5)
    yours = convolved((0, 0, 0), both[0], bias=0.5)
    expected = """
output (0, 0), filter 0                                  . = padding
          channel 0              channel 1
x       [ .  .  . ] .  .  .    [ .  .  . ] .  .  .
        [ .  1  0 ] 2  0  .    [ .  0  1 ] 0  0  .
        [ .  0  1 ] 0  0  .    [ .  1  0 ] 0  2  .
          .  2  0   1  0  .      .  0  0   1  0  .
          .  0  0   0  1  .      .  0  2   0  0  .
          .  .  .   .  .  .      .  .  .   .  .  .
kernel    1  0  0                0  1  0
          0  1  0                0  1  1
          0  0  1                0  3  0
right     1x1 + 1x1            + 1x1 + 1x3 + 0.5 = 6.5
yours     1x1 + 1x1                        + 0.5 = 2.5     <-- wrong
"""
    assert drawn(draw(right, yours, 2.5, picture="x", kernel="kernel")) == expected
    # The same where the author keeps the plane, and its products are gone.
    empty = replace(yours, planes=right.planes, terms=(yours.terms[0], ()))
    assert drawn(draw(right, empty, 2.5, picture="x", kernel="kernel")) == expected


def test_padding_that_wins_a_maximum():
    """Padding is a point in the picture, and a number where it takes part."""
    cold = plane([[-5, -3, -4, 0]], (0,), (2, 3))
    cold = replace(cold, outside=((False, False, False, True),))
    right, yours = (pooled(cold, "max", outside=outside) for outside in (False, True))
    assert (
        drawn(draw(right, yours, 0.0, picture="x"))
        == """
output (0, 2), channel 0    . = padding
x        -5  -3 [ -4  . ]
right    max(-4) = -4
yours    max(-4, 0) = 0     <-- wrong
"""
    )


def test_padding_that_is_counted_in_a_mean():
    """A mean is written with its divisor, one number or more, and so is it read out."""
    line = replace(plane([[2, 4, 6, 0]], (0,), (2, 3)), outside=((False, False, False, True),))
    right, yours = (pooled(line, "mean", outside=outside) for outside in (False, True))
    picture = draw(right, yours, 3.0, picture="x")
    assert (
        drawn(picture)
        == """
output (0, 2), channel 0    . = padding
x        2  4 [ 6  . ]
right    6 / 1 = 6
yours    (6 + 0) / 2 = 3     <-- wrong
"""
    )
    assert picture is not None
    assert picture.text == (
        "Output (0, 2), channel 0: 6 / 1 = 6 is right; yours is (6 + 0) / 2 = 3."
    )
    # An author may leave the divisor of a usual mean at 1.
    assert draw(replace(right, divisor=1.0), replace(yours, divisor=1.0), 3.0, picture="x") == (
        picture
    )


def test_a_window_elsewhere():
    """Another stride shows as a second picture with the student's window."""
    values: Rows = [[1, 2, 3, 4, 5, 6]]
    right = convolved((1,), plane(values, (0,), (2, 3), [[1, 2]]))
    yours = convolved((1,), plane(values, (0,), (1, 2), [[1, 2]]))
    assert (
        drawn(draw(right, yours, 8.0, picture="x", kernel="w"))
        == """
output 1
right   x    1  2 [ 3  4 ] 5  6
        w           1  2
             3x1 + 4x2 = 11
yours   x    1 [ 2  3 ] 4  5  6
        w        1  2
             2x1 + 3x2 = 8     <-- wrong
"""
    )


def test_a_window_that_is_spread_out():
    """Of a dilated window each part has brackets of its own, and rows between have none."""
    values: Rows = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 2, 3]]
    right = convolved((0, 0), plane(values, (0, 1), (0, 1), [[1, 1], [1, 1]]))
    yours = convolved((0, 0), plane(values, (0, 2), (0, 2), [[1, 1], [1, 1]]))
    assert (
        drawn(draw(right, yours, 15.0))
        == """
output (0, 0)
           right              yours
picture  [ 1  2 ] 3  4      [ 1 ] 2 [ 3 ] 4
         [ 5  6 ] 7  8        5   6   7   8
           9  1   2  3      [ 9 ] 1 [ 2 ] 3
kernel     1  1               1       1
           1  1               1       1
right      1x1 + 2x1 + 5x1 + 6x1 = 14
yours      1x1 + 3x1 + 9x1 + 2x1 = 15     <-- wrong
"""
    )


def test_padding_filled_with_something():
    """What the student's padding is filled with is shown; the right one's is not."""
    row = plane([[0, 2, 0]], (0,), (0, 1), [[3, 1]])
    right = replace(row, outside=((True, False, True),))
    yours = replace(right, values=((1.0, 2.0, 1.0),))
    assert (
        drawn(draw(convolved((0,), right), convolved((0,), yours), 5.0, picture="x", kernel="w"))
        == """
output 0                     . = padding
right   x  [ .  2 ] .
        w    3  1
             0x3 + 2x1 = 2
yours   x  [ 1  2 ] 1
        w    3  1
             1x3 + 2x1 = 5     <-- wrong
"""
    )


def test_long_products_are_broken_at_their_signs():
    """A sum too long for a line goes on below its first product."""
    values: Rows = [[11, 12, 13], [14, 15, 16], [17, 18, 19]]
    right = convolved((0, 0), plane(values, (0, 1, 2), (0, 1, 2), [[21, 22, 23]] * 3))
    assert (
        drawn(draw(right, None, "nan", picture="x", kernel="w"))
        == """
output (0, 0)
x      [ 11  12  13 ]
       [ 14  15  16 ]
       [ 17  18  19 ]
w        21  22  23
         21  22  23
         21  22  23
right    11x21 + 12x22 + 13x23 + 14x21 + 15x22 + 16x23 + 17x21
         + 18x22 + 19x23 = 2976
yours    nan     <-- wrong
"""
    )


def test_what_is_0_is_left_out_where_that_saves_a_line():
    """Padding goes first, then products that are 0, and for both in the same way."""
    values: Rows = [[0, 0, 0], [0, 0, 11], [0, 12, 13], [0, 0, 0]]
    weights: Rows = [[-11, -12], [-13, -14], [-15, -16]]
    of = plane(values, (0, 1, 2), (0, 1), weights)
    of = replace(of, outside=((True,) * 3, (True, False, False), (True, False, False), (True,) * 3))
    right = convolved((0, 0), of, bias=0.5)
    yours = convolved((0, 0), of, bias=10.5)
    assert drawn(draw(right, yours, yours.total)).splitlines()[-2:] == [
        "right      0x(-14) + 12x(-16) + 0.5 = -191.5",
        "yours      0x(-14) + 12x(-16) + 10.5 = -181.5     <-- wrong",
    ]
    weights = [[1000.25, 0, 0], [0, 1000.75, 2000.5]]
    of = plane([[1, 2, 3], [4, 5, 6]], (0, 1), (0, 1, 2), weights)
    assert drawn(draw(convolved((0, 0), of), None, 1.0)).splitlines()[-2] == (
        "right      1x1000.25 + 5x1000.75 + 6x2000.5 = 18007"
    )


def test_a_zero_counts_among_numbers_that_are_compared():
    """Zeros of a maximum or a mean are written, however long that gets."""
    values: Rows = [[-100.25, 0, -100.5, 0, -100.75], [0, -200.25, 0, 0, -300.25]]
    right = pooled(plane(values, (0, 1), tuple(range(5))), "max", outside=True)
    assert drawn(draw(right, None, 1.0, picture="x")).splitlines()[-3:-1] == [
        "right    max(-100.25, 0, -100.5, 0, -100.75, 0, -200.25, 0, 0,",
        "         -300.25) = 0",
    ]


def test_channels_make_room_for_their_products():
    """Planes stand apart where the products below them are longer."""
    both = [
        plane([[11], [12]], (0, 1), (0,), [[13], [14]]),
        plane([[-0.0], [6]], (0, 1), (0,), [[7], [8]]),
    ]
    right = convolved((0, 0, 0), *both, bias=1e-17)
    assert (
        drawn(draw(right, None, 1.0, picture="x"))
        == """
output (0, 0), filter 0
          channel 0       channel 1
x       [ 11 ]          [ 0 ]
        [ 12 ]          [ 6 ]
kernel    13              7
          14              8
right     11x13 + 12x14 + 0x7 + 6x8 = 359
yours     1     <-- wrong
"""
    )


def test_a_window_that_leaves_the_picture():
    """A window partly outside is not drawn on the picture; its products are told."""
    inside = plane([[3, 1, 0, 7]], (0,), (0, 1), [[1, 2]])
    outside = replace(inside, columns=(-1, 0))
    right = convolved((0,), inside)
    yours = Trace((0,), (outside,), ((Term(7.0, 1.0), Term(3.0, 2.0)),), "sum", total=13.0)
    for columns in ((-1, 0), (3, 4)):
        of = replace(outside, columns=columns)
        assert (
            drawn(draw(right, replace(yours, planes=(of,)), 13.0, picture="x", kernel="w"))
            == """
output 0
x      [ 3  1 ] 0  7
w        1  2
right    3x1 + 1x2 = 5
yours    7x1 + 3x2 = 13     <-- wrong
"""
        )
    two = replace(
        right, place=(0, 0, 0), planes=(inside, inside), terms=right.terms * 2, total=10.0
    )
    yours = replace(yours, planes=(outside, outside), terms=yours.terms * 2, total=26.0)
    assert drawn(draw(two, yours, 26.0)).splitlines()[-2:] == [
        "right      3x1 + 1x2 + 3x1 + 1x2 = 10",
        "yours      7x1 + 3x2 + 7x1 + 3x2 = 26     <-- wrong",
    ]
    upright = replace(outside, rows=(-1,), columns=(0, 1))
    assert draw(replace(right, planes=(upright,)), None, 1.0) is None


def test_what_a_student_returned_is_safe_to_print():
    """A long text is cut, and what cannot be printed is a question mark."""
    assert drawn(draw(LINE, None, "\x1b[31m" + "9" * 99)).splitlines()[-1] == (
        "yours      ?[31m9999999999999999...     <-- wrong"
    )


def test_very_long_products_are_left_out_in_the_middle():
    """Of a sum too long for three lines two products are written, and all are counted."""
    values: Rows = [[1000.5 + r + c for c in range(5)] for r in range(5)]
    right = convolved((0, 0), plane(values, tuple(range(5)), tuple(range(5)), [[-1.25] * 5] * 5))
    picture = draw(right, None, 1.0, picture="x", kernel="w")
    assert drawn(picture).splitlines()[-3:] == [
        "right    1000.5x(-1.25) + 1001.5x(-1.25) + ... (25 products)",
        "         = -31390.6",
        "yours    1     <-- wrong",
    ]
    pool = plane(values, tuple(range(5)), tuple(range(5)))
    numbers = tuple(Term(1000 * term.value) for term in terms(pool))
    mean = Trace((0, 0, 0), (pool,), (numbers,), "mean", divisor=25.0, total=1004500.0)
    assert drawn(draw(mean, None, 1.0)).splitlines()[-3:-1] == [
        "right      (1.0005e+06 + 1.0015e+06 + ... (25 numbers)) / 25",
        "           = 1.0045e+06",
    ]


@pytest.mark.parametrize("answer", ["nan", "inf", 6.25, "1+2j", 10**400])
def test_a_number_that_no_mistake_leads_to(answer: Any):
    """Products that do not lead to the student's number are not shown as the student's."""
    yours = convolved((0,), plane([[3, 1, 0, 7]], (0,), (0, 1, 2), [[1, 0, 2]]), bias=1.0)
    assert draw(LINE, yours, answer) == draw(LINE, None, answer)
    assert "1x1" not in drawn(draw(LINE, yours, answer))


def test_a_trace_that_does_not_add_up():
    """A trace whose own terms do not give its total is not shown, though the total is right."""
    yours = replace(LINE, terms=((Term(3.0, 1.0),),), total=6.0)
    assert draw(LINE, yours, 6.0) == draw(LINE, None, 6.0)
    assert draw(replace(LINE, total=8.0), None, 6.0) is None


def test_a_float32_is_the_same_number():
    """The student's number may be rounded as float32 is, and is told with the trace's."""
    third = plane([[1 / 3]], (0,), (0,), [[3.1]])
    right, yours = convolved((0,), third, bias=0.5), convolved((0,), third)
    assert drawn(draw(right, yours, 1.0333333015441895)).splitlines()[-1] == (
        "yours      0.333333x3.1 = 1.03333     <-- wrong"
    )


def test_as_many_digits_as_tell_the_numbers_apart():
    """Two results that look alike with six digits are written with more."""
    lines = drawn(draw(LINE, None, 7.00000003)).splitlines()
    assert lines[-1] == "yours      7.00000003     <-- wrong"
    near = convolved((0,), plane([[123456.7, 123456]], (0,), (0, 1), [[1, -1]]))
    assert "right      123456.7x1 + 123456x(-1) = 0.7" in drawn(draw(near, None, 5.0))


def test_nothing_is_drawn_where_nothing_is_wrong():
    """The right number is no reason for a picture."""
    assert draw(LINE, None, 7) is None
    assert draw(Axis(4, 0, 1, 3, (0, 2)), None, (0, 1)) is None
    assert draw(Axis(4, 0, 1, 3, (0, 2)), None, 2) is None


def test_no_answer():
    """Where the student's array has no such number only the right one is drawn."""
    picture = draw(LINE, None, None)
    assert picture is not None
    assert picture.text == "Output 0: 3x2 + 1x0 + 0x1 + 1 = 7 is right."
    assert picture.lines[-1] == "result     3x2 + 1x0 + 0x1 + 1 = 7"
    assert "wrong" not in drawn(picture)


def test_a_number_that_is_only_copied():
    """A number is not said to equal itself."""
    of = plane([[0, 5, 0]], (0,), (1,))
    right = Trace((0, 1, 0), (of,), ((Term(5.0),),), "sum", total=5.0)
    assert drawn(draw(right, None, 0.0)).splitlines()[-2:] == [
        "right      5",
        "yours      0     <-- wrong",
    ]


def test_of_a_large_picture_the_part_near_the_window():
    """Rows and columns far from the window are left out where there are too many."""
    values: Rows = [[(r * 7 + c) % 10 for c in range(28)] for r in range(28)]
    right = convolved((1, 0), plane(values, (1, 2), (24, 25), [[1, 2], [3, 4]]))
    assert (
        drawn(draw(right, None, 5.0, picture="x", kernel="w"))
        == """
output (1, 0)
x        ...  3   4  5   6  ...
         ...  0 [ 1  2 ] 3  ...
         ...  7 [ 8  9 ] 0  ...
         ...  4   5  6   7  ...
         ...
w                 1  2
                  3  4
right    1x1 + 2x2 + 8x3 + 9x4 = 65
yours    5     <-- wrong
"""
    )


def test_nothing_is_drawn_that_would_not_fit():
    """A window of eleven rows, long numbers and many channels are better left to the arrays."""
    tall = plane([[1.0]] * 13, tuple(range(13)), (0,))
    wide = plane([[1 / 3] * 8], (0,), tuple(range(8)), [[-1 / 3] * 8])
    many = [plane([[1.0]], (0,), (0,), [[1.0]])] * 9
    for right in (
        pooled(tall, "max", outside=True),
        convolved((0, 0), wide),
        convolved((0, 0, 0), *many),
        Trace((0,), (), (), "sum", total=1.0),
        convolved((0, 0, 0), replace(many[0], rows=())),
    ):
        assert draw(right, None, 5.0) is None


def test_the_odd_zero():
    """Padding in front moves every window, and the drawing shows where to."""
    right, yours = Axis(4, 0, 1, 3, (0, 2)), Axis(4, 1, 0, 3, (0, 2))
    picture = draw(right, yours, (1, 0))
    assert (
        drawn(picture)
        == """
right     (0, 1)    . = padding
cell           0  1  2  3  .
window 0     [ 0  1  2 ]
window 1           [ 2  3  . ]
yours     (1, 0)     <-- wrong
cell        .  0  1  2  3
window 0  [ .  0  1 ]
window 1        [ 1  2  3 ]
"""
    )
    assert picture is not None
    assert picture.text == (
        "(0, 1) (windows begin at 0, 2) is right; yours is (1, 0) (windows begin at -1, 1)."
    )
    assert draw(right, yours, [1, 0]) == picture
    # Another answer has nothing to do with that axis.
    assert drawn(draw(right, yours, (1, 1))).splitlines()[-1] == "yours     (1, 1)     <-- wrong"


def test_a_long_axis():
    """Of a long axis the first windows and the last one are drawn, with dots between them."""
    right = Axis(28, 0, 1, 3, tuple(range(0, 28, 2)))
    yours = Axis(28, 0, 0, 3, tuple(range(0, 26, 2)))
    assert (
        drawn(draw(right, yours, 13))
        == """
right      14                                  . = padding
cell          0   1   2   3   4  ...  24  25  26  27   .
window 0   [  0   1   2 ]
window 1           [  2   3   4 ]
window 13                                   [ 26  27   . ]
yours      13     <-- wrong
cell          0   1   2   3   4  ...  24  25  26  27
window 0   [  0   1   2 ]
window 1           [  2   3   4 ]
window 12                           [ 24  25  26 ]
"""
    )


def test_a_window_that_hangs_over_the_end():
    """Where a window lies on nothing at all, that is what is drawn."""
    right, yours = Axis(5, 0, 0, 2, (0, 2)), Axis(5, 0, 0, 2, (0, 2, 4))
    assert (
        drawn(draw(right, yours, 3))
        == """
right     2    ? = nothing is there
cell        0  1  2  3  4
window 0  [ 0  1 ]
window 1        [ 2  3 ]
yours     3     <-- wrong
cell        0  1  2  3  4
window 0  [ 0  1 ]
window 1        [ 2  3 ]
window 2              [ 4  ? ]
"""
    )


def test_a_long_window():
    """Of windows longer than a line both ends are drawn."""
    assert (
        drawn(draw(Axis(224, 0, 0, 100, (0, 100)), None, 3))
        == """
right     2
cell          0  ...   99  100  ...  199  ...  223
window 0  [   0  ...   99 ]
window 1                 [ 100  ...  199 ]
yours     3     <-- wrong
"""
    )


def test_four_windows_and_many():
    """Four windows are all drawn; dots do not stand for a single cell."""
    assert (
        drawn(draw(Axis(8, 0, 0, 2, (0, 2, 4, 6)), None, 3))
        == """
right     4
cell        0  1  2  3  4  5  6  7
window 0  [ 0  1 ]
window 1        [ 2  3 ]
window 2              [ 4  5 ]
window 3                    [ 6  7 ]
yours     3     <-- wrong
"""
    )
    assert (
        drawn(draw(Axis(30, 0, 0, 1, (*range(0, 30, 2),)), None, 3))
        == """
right      15
cell          0   1   2  ...  28  29
window 0   [  0 ]
window 1           [  2 ]
window 14                   [ 28 ]
yours      3     <-- wrong
"""
    )


def test_an_axis_that_is_too_long_for_a_line():
    """Where windows and padding take more than a line, nothing is drawn."""
    right, yours = Axis(13, 2, 2, 5, (0, 4, 8, 12)), Axis(13, 4, 4, 5, (0, 4, 8, 12, 16))
    assert draw(right, yours, (4, 4)) is None
    assert draw(right, yours, 5) is None
    assert draw(Axis(0, 0, 0, 1, ()), None, 1) is None


def test_korean_words_are_two_columns_wide():
    """Labels are aligned by what they take on the screen."""
    yours = convolved((0,), plane([[3, 1, 0, 7]], (0,), (0, 1, 2), [[1, 0, 2]]), bias=1.0)
    with speaking("ko-wide"):
        text = drawn(draw(LINE, yours, 4.0))
    assert (
        text
        == """
출력 0
         정답               내 답
그림   [ 3  1  0 ] 7      [ 3  1  0 ] 7
커널     2  0  1            1  0  2
정답     3x2 + 1x0 + 0x1 + 1 = 7
내 답    3x1 + 1x0 + 0x2 + 1 = 4     <-- 틀림
"""
    )


NUMBERS = st.one_of(
    st.integers(-9, 9).map(float),
    st.sampled_from([0.0, -0.0, 0.5, 1 / 3, 2.25, -0.375, 1000.0, 123456.7, -(2.0**70), 1e-9]),
)


@st.composite
def windows(draws: Any, size: int) -> tuple[int, ...]:
    """Draw what lies under a window on an axis, neighbours or spread out."""
    step = draws(st.integers(1, 2))
    start = draws(st.integers(0, size - 1))
    return tuple(range(start, size, step))[: draws(st.integers(1, 4))]


@st.composite
def traces(draws: Any, place: tuple[int, ...], height: int, width: int) -> Trace:
    """Draw a trace that adds up."""
    frame = draws(st.integers(0, 1))
    rows, columns = draws(windows(height)), draws(windows(width))
    how = draws(st.sampled_from(["sum", "sum", "sum", "mean", "max", "min"]))
    planes = []
    for _ in range(draws(st.integers(1, 3)) if how == "sum" else 1):
        values = [[draws(NUMBERS) for _ in range(width)] for _ in range(height)]
        laid = [[draws(NUMBERS) for _ in columns] for _ in rows] if how == "sum" else None
        planes.append(plane(values, rows, columns, laid, frame))
    if how != "sum":
        return pooled(planes[0], how, outside=True, place=place)
    bias, divisor = draws(NUMBERS), draws(st.sampled_from([1.0, 1.0, 4.0]))
    summed = convolved(place, *planes)
    return replace(summed, added=bias, divisor=divisor, total=summed.total / divisor + bias)


@st.composite
def pairs(draws: Any) -> tuple[Trace, Trace | None, Any]:
    """Draw a right trace, another one, and the answer that it leads to or any other."""
    place = draws(st.sampled_from([(0,), (1, 2), (10, 0, 3)]))
    sizes = draws(st.integers(1, 4)), draws(st.integers(1, 7))
    right, other = draws(traces(place, *sizes)), draws(traces(place, *sizes))
    changed = replace(right, added=right.added + 1, total=right.total + 1)
    away = tuple(replace(one, columns=(-1, *one.columns[1:])) for one in changed.planes)
    lost = replace(changed, planes=away)
    yours = draws(st.sampled_from([other, changed, lost, None]))
    answers = [1.5, "nan", None] if yours is None else [yours.total, yours.total, "-inf"]
    return right, yours, draws(st.sampled_from(answers))


def columns(text: str) -> int:
    """Count the columns of a text that has no accents."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


#: What a calculation consists of, before it is anything else.
SUM = re.compile(r"^[-+x*/() .,0-9e]*(?:(?:max|min)\([-+x*/() .,0-9e]*)?$")


def calculations(picture: Picture) -> list[tuple[str, str]]:
    """Return each calculation of a picture with its result, lines that go on joined."""
    found: list[tuple[str, str]] = []
    texts = [re.split(r"  +<-- ", line)[0].rstrip() for line in picture.lines[1:]]
    texts = [
        re.sub(r"^(right|yours|result|정답|내 답|결과) +(?![xp그\[])", " " * 20, text)
        for text in texts
    ]
    for end, text in enumerate(texts):
        if "= " not in text:
            continue
        start = end
        while re.match(r" +(\+|=|/|-?[\d.e+]+[,)])", texts[start]) and start and end - start < 2:
            start -= 1
        joined = " ".join(part.strip() for part in texts[start : end + 1])
        left, _equals, result = joined.rpartition("= ")
        found.append((left.strip(), result.strip()))
    return found


def value_of(calculation: str) -> float:
    """Work a calculation out."""
    assert SUM.match(calculation), calculation
    names = {"max": lambda *numbers: max(numbers), "min": lambda *numbers: min(numbers)}
    python = re.sub(r"(?<!ma)x", "*", calculation)
    return float(eval(python, names))  # noqa: S307  (numbers and signs)


def check_sum(calculation: str, result: float) -> None:
    """Hold that a calculation has this result, as far as its numbers are exact."""
    numbers = re.findall(r"[\d.]+(?:e[-+]\d+)?", calculation)
    rounding = 1e-6 * sum(abs(float(number)) for number in numbers)
    assert value_of(calculation) == pytest.approx(result, rel=1e-4, abs=rounding), calculation


@pytest.mark.parametrize("tongue", ["en", "ko", "ko-wide"])
def test_every_picture_is_honest_and_fits(tongue: str):
    """Whatever is drawn fits, can be printed, and has sums that come out as they say."""
    sums = {"said": 0, "drawn": 0}

    @settings(
        max_examples=200,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pair=pairs())
    def check(pair: tuple[Trace, Trace | None, Any]) -> None:
        right, yours, answer = pair
        with speaking(tongue):
            picture = draw(right, yours, answer)
        if picture is None:
            return
        assert picture.lines
        assert len(picture.lines) <= 15
        for line in (*picture.lines, picture.text):
            assert line.isprintable()
            assert line == line.rstrip()
        assert max(map(columns, picture.lines)) <= 68
        parts = re.split(r": | is right(?:; yours is )?|\.$", picture.text)
        # The catalogue's sentences end in words of their own.
        said = [part.rsplit(" = ", 1) for part in parts if " = " in part and tongue != "ko"]
        for kind, found in (("said", said), ("drawn", calculations(picture))):
            for calculation, result in found:
                if "..." not in calculation:
                    sums[kind] += 1
                    check_sum(calculation, float(result))

    check()
    assert sums["drawn"] > 100, sums
    assert sums["said"] > 100 or tongue == "ko", sums
