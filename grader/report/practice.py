"""What ``%grade`` shows in a notebook: as text, and as HTML where that can be shown. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

import msgspec

from grader.language import _, current, ngettext
from grader.model import ConceptTitle, Finding, Report
from grader.report.closing import points_of
from grader.report.console import render
from grader.report.finding import MARKS
from grader.report.text import plain
from grader.report.told import by_concept, text_of, told
from grader.width import wrap

__all__ = ["Shown", "sentence", "shown"]

_WIDTH = 80
_MAX_NOTE = 500


@dataclass(frozen=True, repr=False)
class Shown:
    """An answer, as Jupyter and IPython show it.

    Attributes:
        text: In characters.
        html: The same for a notebook; empty where there is none.
    """

    text: str
    html: str = ""

    def __repr__(self) -> str:
        """Return the text: that is what a terminal shows."""
        return self.text

    def _repr_html_(self) -> str | None:
        return self.html or None


def sentence(text: str) -> Shown:
    """Return a sentence to be shown alone.

    Example:
        >>> sentence("There is no course here.")
        There is no course here.
    """
    safe = plain(text, 2_000)
    return Shown("\n".join(wrap(safe, _WIDTH)), f"<p>{escape(safe)}</p>")


def shown(report: Report) -> Shown:
    """Return what a check of a running notebook has found, and that it is for practice."""
    notes = [plain(note, _MAX_NOTE) for note in report.notes]
    if any(one.location is not None and one.location.cell for one in report.findings):
        notes.append(_("A cell is called by the number in brackets beside it."))
    notes.append(_("This is for practice: what counts is the notebook that you hand in."))
    report = msgspec.structs.replace(report, notes=())
    lines = [line for note in notes for line in wrap(note, _WIDTH)]
    text = "\n".join([_text(report), "", *lines])
    try:
        parts = [*_parts(report), *(f"<div><small>{escape(note)}</small></div>" for note in notes)]
    except ImportError:  # Without Jinja there is the text.
        return Shown(text)
    return Shown(text, f'<div lang="{current()}">\n' + "\n".join(parts) + "\n</div>\n")


def _text(report: Report) -> str:
    """Return what the terminal shows of some exercises: little of one, and of what is right."""
    first, *others = report.findings
    if all(one.status == "passed" for one in report.findings):
        return f"{MARKS['passed'][0]} {_names(report.findings)}\n  {_praise(report)}"
    if others:
        return render(report, width=_WIDTH).rstrip("\n")
    if first.status in {"failed", "broken"}:
        return "\n".join(text_of(one, _WIDTH) for one in told(report))
    return "\n".join(line for text in _undone(report) for line in wrap(text, _WIDTH, rest="   "))


def _parts(report: Report) -> Iterator[str]:
    """Yield the same in parts of a page.

    Raises:
        ImportError: what writes them is not installed.
    """
    if all(one.status == "passed" for one in report.findings):
        names = f"<b>{MARKS['passed'][0]}</b> {_names(report.findings, _code)}"
        yield f"<div>{names}</div>\n<div>{escape(_praise(report))}</div>"
        return
    from grader.report.html import fragment  # noqa: PLC0415  (what is right does without)

    if len(report.findings) > 1:
        yield from map(_row, by_concept(report))
    yield from (fragment(report, one) for one in told(report))
    yield from (f"<div>{escape(text)}</div>" for text in _undone(report))
    if len(report.findings) > 1:
        yield f"<div><b>{escape(points_of(report))}</b></div>"


def _row(group: tuple[ConceptTitle, list[Finding]]) -> str:
    """Return how the exercises of a concept are marked, and their points."""
    concept, findings = group
    marks = []
    for one in findings:
        cause = f" &larr; {_code(one.because_of)}" if one.because_of else ""
        marks.append(f"<b>{escape(MARKS[one.status][0])}</b> {_code(one.exercise)}{cause}")
    points = f"{sum(one.points for one in findings)}/{sum(one.max_points for one in findings)}"
    title = escape(plain(concept.title))
    return f"<div>{title}: {' &middot; '.join(marks)} ({points})</div>" if findings else ""


def _undone(report: Report) -> Iterator[str]:
    """Say what was not graded, and what is not started and how to go on with it."""
    for one in report.findings:
        if one.status == "not_graded":
            yield f"{MARKS['not_graded'][0]} {plain(one.headline)}."
    if waiting := [one for one in report.findings if one.status == "not_started"]:
        text = _("not started: {names}").format(names=_names(waiting))
        todo = _("Write it in its cell, run that cell, and then check again.")
        mark = MARKS["not_started"][0]
        yield f"{mark} {text}" if len(report.findings) > 1 else f"{mark} {text}. {todo}"


def _praise(report: Report) -> str:
    """Say how much is right, where all is."""
    calls = sum(one.calls for one in report.findings)
    text = ngettext("Right on {calls} test.", "Right on all {calls} tests.", calls)
    return f"{text.format(calls=calls)} {points_of(report)}"


def _names(findings: Iterable[Finding], write: Callable[[str], str] = plain) -> str:
    return ", ".join(write(one.exercise) for one in findings)


def _code(text: str) -> str:
    return f"<code>{escape(plain(text))}</code>"
