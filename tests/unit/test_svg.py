"""Pictures as SVG show what the terminal's drawings show, and are nothing but pictures."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from grader.drawing import Calculation, Drawing, DrawnPlane, Rows, Windows
from grader.language import speaking
from grader.model import ArrayValue, Counterexample, Picture
from grader.report.svg import draw, grids
from tests.unit.reports import HOSTILE, SMUGGLED, samples

WRITTEN = Path(__file__).parent / "written"
ELEMENTS = {"svg", "title", "desc", "g", "rect", "path", "circle", "text"}
ATTRIBUTES = {
    "aria-labelledby",
    "class",
    "cx",
    "cy",
    "d",
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "id",
    "lengthAdjust",
    "r",
    "role",
    "rx",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "textLength",
    "transform",
    "viewBox",
    "width",
    "x",
    "y",
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")

CALCULATION = Drawing(
    "output (0, 1), filter 0",
    "x",
    "kernel",
    Calculation(
        "2x3 + 0x4 = 6",
        (DrawnPlane((("1", "2", "0"),), ((False, False, True),), (0,), (1, 2), (("3", "4"),)),),
    ),
    Calculation(
        "1x3 + 2x4 = 11",
        (DrawnPlane((("1", "2", "0"),), ((False, False, True),), (0,), (0, 1), (("3", "4"),)),),
    ),
)
ROWS = Drawing(
    "",
    "",
    "",
    Rows(
        "",
        ("step", "output size", "numbers"),
        9,
        (4, 5, 6),
        (("widen", "(26, 26)", "320"), ("shrink", "(13, 13)", "0"), ("row", "(169,)", "0")),
    ),
    Rows("", (), 9, (5,), (("shrink", "(14, 14)", "0"),)),
)
WINDOWS = Drawing("", "", "", Windows("2", 3, 0, 1, 2, (0, 2)), Windows("1", 3, 0, 0, 2, (0,)))

TEXTS = st.lists(st.sampled_from(SMUGGLED) | st.text(max_size=5), max_size=2).map("".join)
SMALL = st.integers(-1, 3)
HUGE = SMALL | st.sampled_from([-(10**18), 10**9, 2**63])


def plane(
    cells: list[list[str]], rows: tuple[int, ...] = (0,), columns: tuple[int, ...] = (0,)
) -> DrawnPlane:
    """Return a plane, every second cell of it padding."""
    outside = [[bool((r + c) % 2) for c in range(len(row))] for r, row in enumerate(cells)]
    return DrawnPlane(tuple(map(tuple, cells)), tuple(map(tuple, outside)), rows, columns)


PLACES = st.lists(SMALL, max_size=3).map(tuple)
SOUND = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=3
    ).map(plane)
)
ODD = st.builds(plane, st.lists(st.lists(TEXTS, max_size=2), max_size=2), PLACES, PLACES)
CALCULATIONS = st.builds(Calculation, TEXTS, st.lists(SOUND | ODD, max_size=2).map(tuple))
AXES = st.builds(Windows, TEXTS, HUGE, HUGE, HUGE, HUGE, st.lists(HUGE, max_size=6).map(tuple))
PAIRS = st.lists(TEXTS, min_size=2, max_size=2).map(tuple)
TABLES = st.builds(
    Rows,
    TEXTS,
    st.just(()) | PAIRS,
    HUGE,
    st.sampled_from([(0, 1), (0,), (3, 2), (), (2**63, 2**64)]),
    st.lists(PAIRS, max_size=2).map(tuple),
)
DRAWN = CALCULATIONS | AXES | TABLES
DRAWINGS = st.builds(Drawing, TEXTS, TEXTS, TEXTS, DRAWN, st.none() | DRAWN) | st.builds(
    Drawing, TEXTS, TEXTS, TEXTS, TABLES, st.none() | TABLES
)


def check(svg: str) -> ET.Element:
    """Look at an image: well-formed, told to screen readers, and made of our own parts alone."""
    root = ET.fromstring(svg)  # noqa: S314  (of ours)
    for one in root.iter():
        assert one.tag in ELEMENTS, one.tag
        assert set(one.attrib) <= ATTRIBUTES, one.attrib
    names = root.attrib["aria-labelledby"].split()
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert ids == names
    assert root.attrib["role"] == "img"
    assert [one.tag for one in root][: len(ids)] == ["title", "desc"][: len(ids)]
    assert root.findtext("title")
    return root


def seen(root: ET.Element) -> list[str]:
    """Return all texts that are drawn, not told."""
    return [one.text or "" for one in root.iter("text")]


def pictures(name: str) -> list[Picture]:
    """Return the terminal's drawings of a report."""
    examples = [finding.counterexample for finding in samples()[name].findings]
    return [one.picture for one in examples if one is not None and one.picture is not None]


@pytest.mark.parametrize(
    ("name", "drawing"), [("calculation", CALCULATION), ("windows", WINDOWS), ("rows", ROWS)]
)
def test_a_picture_is_drawn_like_this(name: str, drawing: Drawing):
    """Small pictures, as files: cells, padding, window, weights, rows, results and their marks."""
    svg = draw(drawing, alone=True)
    assert svg is not None
    expected = (WRITTEN / f"{name}.svg").read_text(encoding="utf-8")
    assert svg.replace("><", ">\n<") + "\n" == expected


@pytest.mark.parametrize("name", ["wrong", "korean"])
def test_all_numbers_of_the_terminal_are_there(name: str):
    """Whatever number the drawing in characters shows, the picture shows, in both languages."""
    with speaking(samples()[name].language):
        for picture in pictures(name):
            assert picture.drawing is not None
            svg = draw(picture.drawing)
            assert svg is not None
            shown = NUMBER.findall(" ".join(seen(check(svg))))
            assert set(NUMBER.findall(" ".join(picture.lines))) <= set(shown)


def test_nothing_is_told_by_colour_alone():
    """The wrong result has two frames, a cross and a word, padding a hatch and a point."""
    root = check(draw(CALCULATION) or "")
    marks = [one for one in root.iter() if one.get("class") == "grader-wrong"]
    assert [one.tag for one in marks] == ["rect", "rect", "path"]
    assert seen(root).count("wrong") == 1
    hatches = [one for one in root.iter("g") if one.get("class") == "grader-padding"]
    points = list(root.iter("circle"))
    assert len(hatches) == len(points) == 3  # One in each picture, and what they are.
    assert seen(root)[-1] == "padding"


def test_the_window_is_framed_where_it_lies():
    """A window with gaps has a frame for each part, and the weights lie in its cells."""
    cells = tuple(tuple(f"{r}{c}" for c in range(4)) for r in range(4))
    outside = ((False,) * 4,) * 4
    weights = (("5", "6"), ("7", "8"))
    drawn = DrawnPlane(cells, outside, (0, 2), (1, 3), weights)
    root = check(draw(Drawing("", "x", "w", Calculation("1", (drawn,)))) or "")
    frames = [one for one in root.iter("rect") if one.get("class") == "grader-window"]
    assert [(one.attrib["x"], one.attrib["y"]) for one in frames] == [
        ("40", "2"),
        ("116", "2"),
        ("40", "78"),
        ("116", "78"),
    ]
    assert [text for text in seen(root) if text.startswith("\N{MULTIPLICATION SIGN}")] == [
        "\N{MULTIPLICATION SIGN} w",
        *(f"\N{MULTIPLICATION SIGN}{one}" for one in "5678"),
    ]


def test_padding_with_a_surprising_number_shows_it():
    """A point stands for zeros; ones that the student has put there are seen."""
    right = DrawnPlane((("2", "0"),), ((False, True),), (0,), (0, 1))
    yours = DrawnPlane((("2", "1"),), ((False, True),), (0,), (0, 1))
    drawing = Drawing("", "x", "", Calculation("1", (right,)), Calculation("2", (yours,)))
    assert seen(check(draw(drawing) or "")) == (
        ["right", "x", "2", "1", "yours", "x", "2", "1", "2", "wrong", "padding"]
    )


def test_one_picture_is_enough_where_both_look_alike():
    """Where only the calculations differ, or nobody knows the student's, there is one picture."""
    for yours in (CALCULATION.right, Calculation("7")):
        root = check(draw(Drawing("output 0", "x", "w", CALCULATION.right, yours)) or "")
        assert seen(root).count("x") == 1
        assert [text for text in seen(root) if text in {"right", "yours"}] == ["right", "yours"]


def test_a_long_calculation_is_broken_before_a_plus():
    """Nothing of it is lost, each further line begins with a plus, and all of them fit."""
    text = " + ".join(f"{at}x3" for at in range(10, 40)) + " = 2205"
    root = check(draw(Drawing("", "x", "w", Calculation(text))) or "")
    _name, *lines, equals, result = seen(root)
    assert f"{' '.join(lines)} {equals} {result}" == text
    assert len(lines) == 6
    assert all(line.startswith("+ ") for line in lines[1:])
    assert int(root.attrib["viewBox"].split()[2]) <= 340


def test_windows_in_the_middle_are_left_out():
    """Of many windows the first two and the last are drawn, with dots for the rest."""
    right = Windows("50", 100, 0, 0, 2, tuple(range(0, 100, 2)))
    texts = seen(check(draw(Drawing("", "", "", right)) or ""))
    numbers = [text for text in texts if text.startswith("window")]
    assert numbers == ["window 0", "window 1", "window 49"]
    cells = texts[texts.index("cell") + 1 : texts.index("window 0")]
    assert cells == ["0", "1", "2", "3", "\N{HORIZONTAL ELLIPSIS}", "98", "99"]


def test_a_window_on_nothing_is_explained():
    """A place that is neither a cell nor padding has a question mark, where a window lies on it."""
    texts = seen(check(draw(Drawing("", "", "", Windows("2", 2, 0, 0, 1, (0, 2)))) or ""))
    assert texts.count("?") == 2
    assert texts[-1] == "nothing is there"


def test_a_table_of_rows():
    """The wrong row has two frames and a cross, the right one a frame and a tick; dots for more."""
    root = check(draw(ROWS) or "")
    marks = [one.get("class") for one in root.iter() if (one.get("class") or "")[:9] == "grader-wr"]
    assert marks == ["grader-wrong"] * 3
    dots = "\N{HORIZONTAL ELLIPSIS}"
    assert seen(root) == [
        *("step", "output", "size", "numbers"),
        *(dots, "4", "widen", "(26, 26)", "320"),
        *("right", "5", "shrink", "(13, 13)", "0"),
        *("yours", "5", "shrink", "(14, 14)", "0"),
        *("6", "row", "(169,)", "0", dots),
    ]
    assert root.findtext("title") == "a table, row by row"
    assert root.findtext("desc") == (
        "Row 5: shrink, (13, 13), 0 is right; yours is shrink, (14, 14), 0."
    )


def test_rows_with_a_result():
    """What rows lead to stands below them; a missing row is told in words."""
    right = Rows("8", ("step", "sees"), 2, (0, 1), (("widen", "3"), ("shrink", "8")))
    root = check(draw(Drawing("", "", "", right, Rows("3", (), 1, (1,), ((),)))) or "")
    assert seen(root)[-9:] == [
        *("8", "yours", "1", "(no such row)"),
        *("right", "8", "yours", "3", "wrong"),
    ]
    assert root.findtext("desc") == (
        "Row 1: shrink, 8 is right; yours is (no such row). Result: 8 is right; yours is 3."
    )
    root = check(draw(Drawing("", "", "", right)) or "")
    assert seen(root)[-2:] == ["result", "8"]
    assert root.findtext("desc") == "8 is right."
    rows = Rows("", ("step", "sees"), 2, (0, 1), (("widen", "3"), ("shrink", "8")))
    root = check(draw(Drawing("", "", "", rows, Rows("None"))) or "")
    assert [seen(root)[0], *seen(root)[-3:]] == ["right", "yours", "None", "wrong"]
    assert root.findtext("desc") == "widen, 3; shrink, 8 is right; yours is None."


def test_a_table_that_leads_to_one_number_of_many():
    """Which number it is stands above the table, and begins the sentence."""
    right = Rows("8", (), 1, (0,), (("widen",),))
    root = check(draw(Drawing("output (0, 1)", "", "", right, Rows("3"))) or "")
    assert seen(root)[:2] == ["output (0, 1)", "widen"]
    assert root.findtext("desc") == "Output (0, 1): 8 is right; yours is 3."


def test_rows_that_are_too_many_go_on():
    """After the first row that is too many there are dots, if it is not the only one."""
    right = Rows("", (), 1, (0,), (("widen",),))
    root = check(draw(Drawing("", "", "", right, Rows("", (), 3, (1,), (("row",),)))) or "")
    assert seen(root) == [
        *("0", "widen", "right", "1", "(no such row)", "yours", "1", "row"),
        "\N{HORIZONTAL ELLIPSIS}",
    ]


def test_a_table_can_be_read_on_a_telephone():
    """Wide cells are cut before letters become too small."""
    wide = ("MaxPooling with a long name", "(13, 13, 32)", "18,496,123,456")
    right = Rows("", ("layer", "output shape", "parameters"), 1, (0,), (wide,))
    yours = Rows("", (), 1, (0,), ((*wide[:2], "0"),))
    root = check(draw(Drawing("", "", "", right, yours)) or "")
    assert int(root.attrib["viewBox"].split()[2]) <= 424
    assert "MaxPooling with a\N{HORIZONTAL ELLIPSIS}" in seen(root)


@pytest.mark.parametrize(
    "one",
    [
        Rows("1"),
        Rows("1", (), 1, (0,), ()),
        Rows("1", (), 1, (0,), ((),)),
        Rows("1", (), 2, (0, 0), (("a",), ("b",))),
        Rows("1", (), 1, (-1,), (("a",),)),
        Rows("1", (), 1, (10**9,), (("a",),)),
        Rows("1", ("a", "b"), 1, (0,), (("a",),)),
        Rows("1", (), 1, (0, 1), (("a",), ("a", "b"))),
        Rows("1", (), 1, (0,), (("a",) * 9,)),
        Rows("1", (), 1, tuple(range(41)), (("a",),) * 41),
    ],
)
def test_rows_that_do_not_go_together_are_not_drawn(one: Rows):
    """Forged rows are no picture; nor are those of the student that are not like the right ones."""
    assert draw(Drawing("", "", "", one)) is None
    sound = Rows("1", (), 1, (0,), (("a",),))
    assert draw(Drawing("", "", "", sound, sound)) is not None
    for odd in (
        Rows("1", ("a",), 1, (0,), (("a",),)),
        Rows("1", (), 1, (0,), (("a", "b"),)),
        Rows("1", (), 2, (0, 1), (("a",), ("b",))),
        Rows("1", (), 1, (-1,), (("a",),)),
    ):
        assert draw(Drawing("", "", "", sound, odd)) is None
    assert draw(Drawing("", "", "", sound, Windows("1"))) is None
    assert draw(Drawing("", "", "", Windows("1"), sound)) is None


@pytest.mark.parametrize(
    "one",
    [
        plane([["1", "2"], ["3"]]),
        plane([]),
        plane([[]]),
        plane([["1"]], rows=(1,)),
        plane([["1"]], columns=(-1,)),
        plane([["1"]], rows=()),
        plane([["1", "2"]], columns=(0, 0)),
        plane([["1"] * 200] * 51),
        plane([["1"] * 30], columns=(0, 29)),
        DrawnPlane((("1",),), (), (0,), (0,)),
        DrawnPlane((("1",),), ((False, True),), (0,), (0,)),
        DrawnPlane((("1",),), ((False,),), (0,), (0,), (("1", "2"),)),
        DrawnPlane((("1",),), ((False,),), (0,), (0,), (("1",), ("2",))),
        Windows("1", 0, 0, 0, 1, (0,)),
        Windows("1", 3, -1, 0, 1, (0,)),
        Windows("1", 3, 0, 0, 0, (0,)),
        Windows("1", 10**9, 0, 0, 1, (0,)),
        Windows("1", 3, 0, 0, 1, (10**9,)),
        Windows("1", 3, 0, 0, 1, (-(10**9),)),
    ],
)
def test_what_does_not_go_together_is_not_drawn(one: DrawnPlane | Windows):
    """A forged drawing, whose parts cannot be, is no picture, on either side."""
    part = one if isinstance(one, Windows) else Calculation("1", (one,))
    sound = Windows("2") if isinstance(one, Windows) else Calculation("2")
    assert draw(Drawing("", "x", "w", part)) is None
    assert draw(Drawing("", "x", "w", sound, part)) is None
    assert draw(Drawing("", "x", "w", sound)) is not None


def test_a_calculation_and_windows_do_not_go_together():
    """Right and yours are of one kind."""
    assert draw(Drawing("", "x", "w", Calculation("1"), Windows("1"))) is None
    assert draw(Drawing("", "x", "w", Windows("1"), Calculation("1"))) is None


@seed(1)
@settings(max_examples=80, deadline=None, database=None)
@given(drawing=DRAWINGS, prefix=TEXTS)
def test_no_text_of_a_forged_drawing_becomes_markup(drawing: Drawing, prefix: str):
    """Whatever a drawing holds, it is a picture of our own parts or none."""
    svg = draw(drawing, prefix)
    if svg is not None:
        root = check(svg)
        assert all(text.isprintable() for text in root.itertext())


def test_a_text_is_shown_as_it_is():
    """What cannot be printed is made visible, and what looks like markup is text."""
    svg = draw(Drawing("<b>&\x1b", HOSTILE, "w", Calculation("<i>")), 'a" onload="x') or ""
    root = check(svg)
    assert root.attrib["aria-labelledby"] == "a--onload--x-title a--onload--x-desc"
    assert seen(root)[0] == "<b>&\\x1b"
    assert "<i>" in seen(root)


def test_a_file_brings_its_colours():
    """A picture that is a file names its language and has colours for light and dark."""
    svg = draw(WINDOWS, alone=True) or ""
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" role="img"')
    assert svg.count("<style>") == svg.count("prefers-color-scheme") == 1
    assert "style" not in (draw(WINDOWS) or "")
    assert 'style="max-width:100%;height:auto"' in (draw(WINDOWS, scales=True) or "")


def arrays(
    yours: tuple[int, ...], right: tuple[int, ...], wrong: tuple[tuple[int, ...], ...] = ()
) -> Counterexample:
    """Return an example with two arrays of these shapes, whose cells are counted."""
    values = []
    for shape in (yours, right):
        count = 1
        for size in shape:
            count *= size
        values.append(ArrayValue(shape, "float64", tuple(map(float, range(count)))))
    return Counterexample("f(x)", {}, *values, wrong)


def test_wrong_cells_of_arrays_are_marked():
    """A wrong cell has two frames and a cross; the right array has none."""
    root = check(grids(arrays((2, 2), (2, 2), ((0, 1), (1, 0)))))
    marks = [one.tag for one in root.iter() if one.get("class") == "grader-wrong"]
    assert marks == ["rect", "rect", "path"] * 2
    assert seen(root) == ["yours", "0", "1", "2", "3", "right", "0", "1", "2", "3"]
    assert (
        root.findtext("desc") == "[0, 1]: 1 is right; yours is 1. [1, 0]: 2 is right; yours is 2."
    )


def test_other_shapes_are_told():
    """Arrays of different shapes have them in the frames of results."""
    texts = seen(check(grids(arrays((1, 2), (1, 1)))))
    assert texts == ["yours", "shape (1, 2)", "wrong", "0", "1", "right", "shape (1, 1)", "0"]


def test_of_many_slices_three_are_drawn():
    """Only slices with a wrong cell are drawn, three at most; the rest are counted."""
    wrong = tuple((0, 0, at) for at in (1, 2, 4, 5, 6))
    texts = seen(check(grids(arrays((1, 1, 7), (1, 1, 7), wrong))))
    heads = [text for text in texts if text.startswith("yours")]
    assert heads == ["yours [:, :, 1]", "yours [:, :, 2]", "yours [:, :, 4]"]
    assert texts[-1] == "(2 more like these)"


def test_a_large_array_is_cut():
    """Ten rows and twelve columns are drawn at most, with dots behind."""
    ones = ArrayValue((11, 13), "float64", (1.0,) * 143)
    texts = seen(check(grids(Counterexample("f(x)", {}, ones, ones, ((0, 0),)))))
    assert len(texts) == 2 * (1 + 10 * 12 + 2)
    assert texts.count("\N{HORIZONTAL ELLIPSIS}") == 4


@pytest.mark.parametrize(
    "example",
    [
        arrays((2, 2), (4,)),
        arrays((1, 1, 1, 1), (1, 1, 1, 1)),
        arrays((0, 2), (0, 2)),
        arrays((), ()),
        Counterexample("f()", {}, ArrayValue((2,), "float64", (1.0,)), arrays((2,), (2,)).right),
        Counterexample("f()", {}, 1, arrays((2,), (2,)).right),
    ],
)
def test_arrays_that_cannot_be_compared_are_not_drawn(example: Counterexample):
    """Other ranks, empty or forged arrays, and what is no array, are no picture."""
    assert grids(example) == ""


def test_wrong_cells_outside_are_no_harm():
    """A forged index that is not in the arrays is marked nowhere."""
    root = check(grids(arrays((2, 2), (2, 2), ((5, 5), (0,), (-1, 0), (0, 0, 0)))))
    assert not [one for one in root.iter() if one.get("class") == "grader-wrong"]
    root = check(grids(arrays((1, 1, 1), (1, 1, 1), ((0, 0, 9), (0, 0, -1)))))
    assert "(no such channel)" in seen(root)
