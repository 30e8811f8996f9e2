"""Markdown is read as GitHub reads it, and nothing of a student's text becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import cmarkgfm
import html5lib
import msgspec
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from grader.model import Report
from grader.report.comment import MARKER
from grader.report.comment import render as comment
from grader.report.formats import Setting
from grader.report.markdown import MAX_SUMMARY, render
from grader.report.markup import code, fence, prose
from tests.unit.reports import HOSTILE, SMUGGLED, samples

#: All that is ever meant as markup; of attributes, how a column is aligned and a block's language.
ELEMENTS = {"h3", "h4", "p", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"align", "lang"}
#: What GitHub looks for in text, outside of code, after Markdown is done.
FOUND_LATER = re.compile(
    r"@\w|#\d|\bGH-\d|://|www\.|\b[0-9a-f]{7,40}\b|:\w+:|\$|!\[", re.IGNORECASE
)
#: Texts that programs read: they are chosen by us, whatever a student does.
LITERALS = {"status", "outcome", "kind", "state", "containment", "language", "type"}
TEXTS = st.lists(st.sampled_from(SMUGGLED) | st.text(max_size=9), min_size=1, max_size=4).map(
    "".join
)


def html(markdown: str) -> Element:
    """Return what GitHub's own library makes of Markdown, raw HTML included."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG
    page = cmarkgfm.github_flavored_markdown_to_html(markdown, options)
    return html5lib.parse(page, namespaceHTMLElements=False).find("body")


def texts(element: Element, *, in_code: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a page, and whether they stand in code."""
    in_code |= element.tag in {"code", "pre"}
    yield element.text or "", in_code
    for child in element:
        yield from texts(child, in_code=in_code)
        yield child.tail or "", in_code


def check(markdown: str) -> Element:
    """Look at a page: only our own markup, and nothing that GitHub would make more of."""
    body = html(markdown)
    for element in [one for one in body.iter() if one is not body]:
        assert element.tag in ELEMENTS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        assert element.attrib.get("lang", "text") == "text"
    for text, in_code in texts(body):
        assert in_code or not FOUND_LATER.search(text), text
    return body


def poisoned(value: Any, text: str, key: str = "") -> Any:
    """Return a report's values with ``text`` in place of every text, at its names' ends too."""
    if isinstance(value, dict):
        return {name: poisoned(one, text, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, text, key) for one in value]
    if not isinstance(value, str) or key in LITERALS:
        return value
    is_name = key in {"exercise", "concept", "because_of", "id"}
    return value + text if is_name else text


@pytest.mark.parametrize("name", sorted(samples()))
@pytest.mark.parametrize("written", [render, comment])
def test_a_real_report_has_our_markup_alone(name: str, written):
    """A finished, a wrong, an unfinished and a hostile submission are shown in our own markup."""
    report = samples()[name]
    markdown = written(report, Setting())
    body = check(markdown.removeprefix(MARKER))
    assert len(list(body.iter("tr"))) == 1 + len(report.concepts)
    shown = "".join(text for text, _in_code in texts(body))
    for finding in report.findings:
        assert finding.exercise in shown
    for finding in report.findings:
        if finding.counterexample and finding.counterexample.picture and not finding.because_of:
            for line in finding.counterexample.picture.lines:
                assert line.rstrip() in shown


@seed(1)
@settings(max_examples=60, deadline=None, database=None)
@given(text=TEXTS)
def test_no_text_becomes_markup(text: str):
    """Whatever stands in every single text of a report, none of it is more than text."""
    value = poisoned(msgspec.to_builtins(samples()["wrong"]), text)
    check(render(msgspec.convert(value, Report), Setting()))


def test_a_text_is_shown_as_it_is():
    """Of what was smuggled, all that can be printed is there to be read."""
    shown = "".join(text for text, _in_code in texts(html(code(HOSTILE, 10_000))))
    for one in ("<script>", "@everyone", "```", "https://example.org/", "&#0;", "%0A"):
        assert one in shown
    assert "\\x1b[2J" in shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Is same_padding <= 2?", r"Is same\_padding \<= 2?"),
        ("- one", r"\- one"),
        ("1. one", r"1\. one"),
        ("2 * 3 = 6", r"2 \* 3 = 6"),
        ("a | b", r"a \| b"),
        ("[x](y)", r"\[x\](y)"),
        ("see #12", "`see #12`"),
        ("a@b.org", "`a@b.org`"),
        ("www.example.org", "`www.example.org`"),
        ("commit 0123abc", "`commit 0123abc`"),
        ("a :tada: b", "`a :tada: b`"),
        ("$x$", "`$x$`"),
        (" indented", "`  indented `"),
        ("하나뿐인 0은 뒤에 붙습니다.", "하나뿐인 0은 뒤에 붙습니다."),
    ],
)
def test_prose_is_escaped_or_code(text: str, written: str):
    """What a backslash can hide from everybody is hidden by one; the rest becomes code."""
    assert prose(text) == written


def test_code_is_longer_than_its_ticks():
    """Code within a line and in a block is held by more ticks than are in it."""
    assert code("``") == "``` `` ```"
    assert code("") == ""
    assert fence(["a", "````"]) == "`````text\na\n````\n`````"


def test_a_long_report_is_cut_between_findings():
    """What has no room is counted, and the points still stand at the end."""
    report = samples()["wrong"]
    wrong = next(one for one in report.findings if one.exercise == "avg_pool2d")
    many = tuple(msgspec.structs.replace(wrong, exercise=f"f{i}") for i in range(2_000))
    markdown = render(msgspec.structs.replace(report, findings=many), Setting())
    assert len(markdown.encode()) < MAX_SUMMARY
    shown = markdown.count("\n#### X ")
    assert shown > 500
    assert f"\n{2_000 - shown} more failures have no room here; the report has them.\n" in markdown
    assert markdown.rsplit("\n\n", 1)[1].startswith("45 of 100 points. ")


def test_a_comment_says_what_it_is():
    """A comment begins with its marker, is not too long, and says that it proves nothing."""
    text = comment(samples()["hostile"], Setting())
    first, *_others, last = text.rstrip("\n").split("\n\n")
    assert first == MARKER == "<!-- grader -->"
    assert last == f"Commit: `{samples()['hostile'].commit}`"
    assert text.count("\n<!--") == 0
    assert len(text) < 65_536
    assert (
        "This check ran in the pull request itself, whose author can change it: it is for "
        "practice, and is not the grade." in text
    )
