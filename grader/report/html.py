"""The feedback as a page that needs nothing but itself, and one finding for a notebook. Pure.

No script runs and nothing is loaded: the page says so itself, and browsers hold it to that. All
text is escaped by the templates, and what cannot be printed is made visible on its way there.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from grader.language import _, current, ngettext
from grader.model import ArrayValue, Counterexample, Report, Value
from grader.report.closing import closing_sentences, points_of
from grader.report.finding import MARKS, Sentence, folded_sentence, place_of, sentences
from grader.report.formats import Setting
from grader.report.svg import draw, grids
from grader.report.text import plain, two_values, value_text
from grader.report.told import Told, by_concept, told

__all__ = ["MAX_PAGE", "fragment", "render"]

#: So many characters of findings are enough for a page.
MAX_PAGE: Final = 2_000_000
_MAX_LINE: Final = 10_000
_TEMPLATES: Final = Path(__file__).parents[1] / "templates" / "page"


class _Result(NamedTuple):
    """What came back, or what should have."""

    name: str
    text: str
    is_wrong: bool = False


class _View(NamedTuple):
    """A finding as the templates show it."""

    anchor: str
    mark: str
    kind: str
    names: tuple[str, ...]
    place: str
    sentences: tuple[Sentence, ...]
    picture: Markup
    drawing: tuple[str, ...]
    results: tuple[_Result, ...]
    call: tuple[str, ...]
    folded: str
    hint: str


class _Mark(NamedTuple):
    """An exercise in the table; its anchor is empty where nothing is told of it."""

    mark: str
    kind: str
    name: str
    cause: str
    anchor: str


class _Concept(NamedTuple):
    """A row of the table."""

    title: str
    marks: tuple[_Mark, ...]
    points: str


class _Text(NamedTuple):
    """A sentence with a mark before it."""

    mark: str
    says: str


def render(report: Report, _setting: Setting) -> str:
    """Return the whole feedback as a page."""
    groups = told(report)
    sections = list(_sections(groups))
    css = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    return _template(
        "page.html"
    ).render(
        lang=current(),
        hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        css=Markup(css),  # noqa: S704  (a file of ours)
        title=report.title,
        assignment=report.assignment,
        submission=report.submission,
        commit=report.commit[:12],
        points=points_of(report).rstrip("."),
        earned=report.points,
        max_points=report.max_points,
        words=_words(),
        concepts=list(_concepts(report, groups)),
        is_failed=any(one.finding.status == "failed" for one in groups),
        sections=sections,
        not_done=list(_not_done(report)),
        closing=closing_sentences(report),
    )


def fragment(report: Report, one: Told) -> str:
    """Return one finding for the output of a notebook's cell: it takes the colours around it."""
    finding = one.finding
    # Several findings, of several runs, may come to stand on one page.
    text = repr((report.assignment, finding.exercise, finding.counterexample))
    own = hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:12]
    view = _view(one, f"grader-{own}", scales=True)
    return _template("fragment.html").render(lang=current(), one=view, words=_words())


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)


def _safe(value: object) -> object:
    """Make visible what cannot be printed, in all that a template writes."""
    return value if isinstance(value, Markup) else plain(str(value), _MAX_LINE)


def _words() -> dict[str, str]:
    """Return the words of the templates themselves."""
    return {
        "concept": _("Concept"),
        "functions": _("Functions"),
        "points": _("Points"),
        "first": _("Fix first:").rstrip(":"),
        "think": _("Think:"),
        "wrong": _("wrong"),
        "as_text": _("The picture as text"),
        "call": _("The smallest call that goes wrong:"),
    }


def _anchor(number: int) -> str:
    return f"finding-{number}"


def _sections(groups: tuple[Told, ...]) -> Iterator[Markup]:
    """Yield each failure, as long as there is room."""
    room = MAX_PAGE
    words = _words()
    for number, one in enumerate(groups):
        view = _view(one, _anchor(number))
        text = _template("finding.html").render(one=view, words=words)
        room -= len(text)
        if room < 0:
            left = len(groups) - number
            more = ngettext(
                "{count} more failure has no room here; the report has it.",
                "{count} more failures have no room here; the report has them.",
                left,
            ).format(count=left)
            yield Markup("<p>{}</p>").format(more)
            return
        yield Markup(text)  # noqa: S704  (the template has escaped it)


def _view(one: Told, anchor: str, *, scales: bool = False) -> _View:
    finding, example = one.finding, one.finding.counterexample
    mark, kind = MARKS[finding.status]
    picture = _picture(example, anchor, scales=scales) if example is not None else ""
    drawn = example.picture if example is not None and example.returned else None
    return _View(
        anchor=anchor,
        mark=mark,
        kind=kind,
        names=(finding.exercise, *one.alike),
        place=place_of(finding.location),
        sentences=tuple(sentences(finding)),
        picture=Markup(picture),  # noqa: S704  (all text in it is escaped where it is drawn)
        drawing=drawn.lines if drawn is not None else (),
        results=() if example is None or picture or drawn else tuple(_results(example)),
        call=tuple(example.call.splitlines()) if example is not None else (),
        folded=folded_sentence(one.folded) if one.folded else "",
        hint=finding.hint,
    )


def _picture(example: Counterexample, prefix: str, *, scales: bool) -> str:
    """Draw a call as the terminal does; nothing where that has only words."""
    if not example.returned:
        return ""
    if example.picture is None:
        shapes = [getattr(value, "shape", ()) for value in (example.yours, example.right)]
        is_seen = example.wrong or shapes[0] != shapes[1]
        return grids(example, prefix, scales=scales) if is_seen else ""
    drawing = example.picture.drawing
    return (draw(drawing, prefix, scales=scales) or "") if drawing is not None else ""


def _results(example: Counterexample) -> Iterator[_Result]:
    """Say what came back, and what should have."""
    yours, right = example.yours, example.right
    if example.returned:
        if _is_same_shape(yours, right) and not example.wrong:
            return  # A dtype, say: the sentence has it.
        if value_text(yours) == value_text(right):
            return  # It is something about the call, which the sentence has.
        texts = two_values(yours, right)
        yield _Result(_("yours"), texts[0], is_wrong=True)
        yield _Result(_("right"), texts[1])
    else:
        yield _Result(_("right"), value_text(right))


def _is_same_shape(yours: Value, right: Value) -> bool:
    """Tell whether both are arrays, and no numbers, of the same shape."""
    if not isinstance(yours, ArrayValue) or not isinstance(right, ArrayValue):
        return False
    return yours.shape == right.shape != ()


def _concepts(report: Report, groups: tuple[Told, ...]) -> Iterator[_Concept]:
    anchors = {
        name: _anchor(number)
        for number, one in enumerate(groups)
        for name in (one.finding.exercise, *one.alike)
    }
    for concept, findings in by_concept(report):
        marks = tuple(
            _Mark(
                *MARKS[one.status],
                name=one.exercise,
                cause=one.because_of or "",
                anchor=anchors.get(one.exercise, ""),
            )
            for one in findings
        )
        earned = sum(one.points for one in findings)
        if findings:
            most = sum(one.max_points for one in findings)
            yield _Concept(concept.title, marks, f"{earned}/{most}")


def _not_done(report: Report) -> Iterator[_Text]:
    """Say what was not graded, and what is not started."""
    for finding in report.findings:
        if finding.status == "not_graded":
            yield _Text(MARKS["not_graded"][0], f"{finding.headline}.")
    names = [one.exercise for one in report.findings if one.status == "not_started"]
    if names:
        text = _("not started: {names}").format(names=", ".join(names))
        yield _Text(MARKS["not_started"][0], text)
