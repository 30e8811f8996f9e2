"""The page needs nothing but itself, and nothing of a student's text becomes a part of it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import pytest
from hypothesis import given, seed, settings

from grader.language import speaking
from grader.model import Counterexample, Picture, Report
from grader.report.formats import Setting
from grader.report.html import MAX_PAGE, fragment, render
from grader.report.told import Told, told
from tests.unit.reports import HOSTILE, SMALL, samples
from tests.unit.test_markdown import TEXTS, poisoned
from tests.unit.test_svg import ATTRIBUTES as OF_SVG
from tests.unit.test_svg import ELEMENTS as PARTS

#: html5lib writes some of SVG's names in lower case.
DRAWN = {f"svg {one}" for one in PARTS}
HEAD = {"html", "head", "meta", "title", "style"}
BODY = {
    "a",
    "b",
    "body",
    "code",
    "dd",
    "details",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "header",
    "li",
    "main",
    "p",
    "pre",
    "progress",
    "section",
    "span",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
CELL = {"b", "code", "details", "div", "pre", "span", "summary"}
ATTRIBUTES = {
    "aria-hidden",
    "charset",
    "class",
    "content",
    "href",
    "http-equiv",
    "id",
    "lang",
    "max",
    "name",
    "open",
    "scope",
    "tabindex",
    "value",
}
SVG = "{http://www.w3.org/2000/svg}"


def parts(page: str) -> Iterator[tuple[str, Element]]:
    """Yield the elements of a page as a browser builds them; SVG's have ``svg`` before them."""
    for one in html5lib.parse(page).iter():
        assert isinstance(one.tag, str), "a comment"
        namespace, _brace, name = one.tag.rpartition("}")
        yield f"svg {name}" if namespace == SVG.rstrip("}") else name, one


def check(page: str, *, is_cell: bool = False) -> list[tuple[str, Element]]:
    """Look at a page: our own parts alone, and nothing that would load, run or lead away."""
    found = list(parts(page))
    extra = {"html", "head", "body"} if is_cell else set()
    for name, one in found:
        assert name in DRAWN | (CELL | extra if is_cell else HEAD | BODY), name
        allowed = OF_SVG if name.startswith("svg ") else ATTRIBUTES
        assert set(one.attrib) <= allowed | ({"style"} if is_cell else set()), one.attrib
        assert one.get("href", "#").startswith("#")
    ids = [one.get("id") for _name, one in found if one.get("id")]
    assert len(ids) == len(set(ids))
    for _name, one in found:
        target = one.get("href", "")[1:]
        assert not target or target in ids
        assert set(one.get("aria-labelledby", "").split()) <= set(ids)
    assert not re.search(r"<script|\s(src|srcset|on\w+)=\"|@import|url\(", markup(page))
    assert "http" not in markup(page).replace('http-equiv="Content-Security-Policy"', "")
    return found


def markup(page: str) -> str:
    """Return a page without its text."""
    return "".join(re.findall(r"<[^>]*>|<style>.*?</style>", page, re.DOTALL))


def text_of(page: str) -> str:
    """Return what can be read of a page."""
    return " ".join(" ".join(html5lib.parse(page).find(".//{*}body").itertext()).split())


@pytest.mark.parametrize("name", sorted(samples()))
def test_a_real_report_is_a_page_of_our_own_parts(name: str):
    """A finished, a wrong, an unfinished and a hostile submission: all told, nothing let in."""
    report = samples()[name]
    with speaking(report.language):
        page = render(report, Setting())
        groups = told(report)
    found = check(page)
    assert [one.get("id") for part, one in found if part == "section"] == [
        f"finding-{number}" for number in range(len(groups))
    ]
    assert sum(part == "tr" for part, _one in found) == 1 + len(report.concepts)
    shown = text_of(page)
    for finding in report.findings:
        assert finding.exercise in shown
    for one in groups:
        example = one.finding.counterexample
        for line in example.call.splitlines() if example else ():
            assert " ".join(line.split()) in shown
        picture = example.picture if example else None
        for line in picture.lines if picture else ():
            assert " ".join(line.split()) in shown


def test_the_page_forbids_all_but_its_own_style():
    """Its policy allows no source at all, and only the style sheet with this hash."""
    page = render(samples()["wrong"], Setting())
    style = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = re.findall('http-equiv="Content-Security-Policy" content="(.*)"', page)
    assert policy == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    head, _body = page.split("<body>")
    assert head.index("Content-Security-Policy") < head.index("<style>")
    assert " style=" not in page


def test_one_of_each_status_is_told():
    """Marks, causes and anchors, what was not graded and not started, points and notes."""
    report = msgspec.structs.replace(SMALL, notes=("One file was not read.",))
    shown = text_of(render(report, Setting()))
    assert shown == (
        "Building blocks of a convolutional network assignment1 · ada · 5eed01234567 "
        "20 of 40 points Concept Functions Points "
        "Convolution ok conv1d ? conv2d 5/15 "
        "Padding X same_padding X conv2d_same ← same_padding -- zero_pad !! crop 15/25 "
        "Fix first "
        "X same_padding padding.py, line 13 "
        "When the number of zeros is odd, the extra zero goes in front. "
        "Wrong on 22 of 60 tests. All 60 answers are what this mistake gives. "
        "yours (1, 0) wrong right (0, 1) "
        "The smallest call that goes wrong: same_padding(size=1, kernel_size=2, stride=1) "
        "conv2d_same fails for the same reason (no points lost twice). "
        "Think: One zero is left over. On which side does TensorFlow put it? "
        "!! crop crop could not be graded: the reference and tf.nn do not agree "
        "This is the grader's fault, and costs no points. "
        "? conv2d was not graded: the time for the whole submission was used up. "
        "-- not started: zero_pad "
        "20 of 40 points. 260 tests, answers agreed by the reference and tf.nn 2.21.0. "
        "One file was not read."
    )


def test_an_unsound_picture_leaves_its_text():
    """Where a forged drawing gives no picture, the one in characters is open to be read."""
    report = samples()["wrong"]
    finding = next(one for one in report.findings if one.exercise == "conv2d_single")
    example = finding.counterexample
    assert example is not None
    picture = Picture("All the same.", ("x [ 1 ]",))
    other = msgspec.structs.replace(example, picture=picture)
    forged = msgspec.structs.replace(finding, counterexample=other)
    page = render(msgspec.structs.replace(report, findings=(forged,)), Setting())
    assert "<svg" not in page
    assert "<details open>" in page
    assert "x [ 1 ]" in text_of(page)


def test_a_fragment_needs_no_style_sheet():
    """One finding for a notebook: only attributes, no class that needs a style, ids of its own."""
    report = samples()["wrong"]
    written = [fragment(report, one) for one in told(report)]
    for text in written:
        check(text, is_cell=True)
        html = re.sub("<svg.*?</svg>", "", text, flags=re.DOTALL)
        assert "class=" not in html
    assert "width:100%" in written[0]
    assert [text.count("<svg") for text in written] == [1, 1, 1, 0, 1, 0]
    check("".join(written), is_cell=True)
    assert "X conv2d_single · convolution.py, line 15" in text_of(written[0])


@seed(1)
@settings(max_examples=25, deadline=None, database=None)
@given(text=TEXTS)
def test_no_text_becomes_markup(text: str):
    """Whatever stands in every single text of a report, none of it is more than text."""
    value = poisoned(msgspec.to_builtins(samples()["wrong"]), text)
    report = msgspec.convert(value, Report)
    check(render(report, Setting()))
    check(fragment(report, told(report)[0]), is_cell=True)


def test_a_text_is_shown_as_it_is():
    """Of what was smuggled, all that can be printed is there to be read; the rest is visible."""
    example = Counterexample(HOSTILE, {}, HOSTILE, 1.0)
    finding = msgspec.structs.replace(SMALL.findings[2], counterexample=example, hint=HOSTILE)
    for page in (
        render(msgspec.structs.replace(SMALL, findings=(finding,)), Setting()),
        fragment(SMALL, Told(finding, (), ())),
    ):
        assert all(char.isprintable() or char == "\n" for char in page)
        shown = text_of(page)
        for one in ("<script>alert(1)</script>", "<!-- grader -->", "&#0;&amp;&lt;", "\\x1b[2J"):
            assert one in shown


def test_a_long_report_is_cut_between_findings():
    """What has no room is counted, and the points still stand at the end."""
    report = samples()["wrong"]
    wrong = next(one for one in report.findings if one.exercise == "avg_pool2d")
    hint = "x" * 9_000
    many = tuple(msgspec.structs.replace(wrong, exercise=f"f{at}", hint=hint) for at in range(300))
    page = render(msgspec.structs.replace(report, findings=many), Setting())
    shown = page.count("<section")
    assert 100 < shown < 300
    assert len(page) < MAX_PAGE + 200_000
    assert f"{300 - shown} more failures have no room here; the report has them." in page
    assert "45 of 100 points." in page.rpartition("<footer>")[2]
