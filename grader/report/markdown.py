"""The feedback as Markdown, as GitHub shows it: a table, then each failure with its picture."""

from __future__ import annotations

from collections.abc import Iterator

from grader.language import _, ngettext
from grader.model import Finding, Location, Report
from grader.place import Place, place_text
from grader.report.closing import closing_sentences, points_of
from grader.report.finding import (
    MARKS,
    example_lines,
    folded_sentence,
    sentences,
)
from grader.report.formats import Setting
from grader.report.markup import code, fence, prose
from grader.report.told import Told, by_concept, path_of, told

__all__ = ["MAX_SUMMARY", "markdown", "render"]

#: GitHub refuses a summary of more than a mebibyte, in bytes.
MAX_SUMMARY = 900_000
_WIDTH = 80
#: Outcomes whose sentences hold nothing of the student's but numbers.
_IN_OUR_WORDS = frozenset({"shape", "dtype", "non_finite", "values", "missing", "not_started"})


def render(report: Report, _setting: Setting) -> str:
    """Return the feedback, short enough for the summary of a run on GitHub."""
    return markdown(report, MAX_SUMMARY)


def markdown(report: Report, limit: int) -> str:
    """Return the feedback with as many findings as ``limit`` bytes have room for."""
    head = _head(report)
    closing = "\n\n".join(map(prose, closing_sentences(report)))
    room = limit - len(f"{head}{closing}".encode()) - 1_000  # For what is said of the rest.
    parts = [head]
    groups = told(report)
    if any(one.finding.status == "failed" for one in groups):
        parts.append("**{}**".format(_("Fix first:")))
    for count, one in enumerate(groups):
        part = _finding(report, one)
        room -= len(part.encode()) + 2
        if room < 0:
            left = len(groups) - count
            text = ngettext(
                "{count} more failure has no room here; the report has it.",
                "{count} more failures have no room here; the report has them.",
                left,
            )
            parts.append(text.format(count=left))
            break
        parts.append(part)
    parts += _not_done(report)
    return "\n\n".join([*parts, closing]) + "\n"


def _head(report: Report) -> str:
    """Return the title and a table of the concepts."""
    points = points_of(report).rstrip(".")
    rows = [
        f"### {prose(report.title)}: {points}",
        "",
        "| {} | {} | {} |".format(_("Concept"), _("Functions"), _("Points")),
        "|---|---|---:|",
    ]
    for concept, findings in by_concept(report):
        if findings:
            earned = sum(one.points for one in findings)
            most = sum(one.max_points for one in findings)
            marks = " · ".join(map(_mark, findings))
            rows.append(f"| {prose(concept.title)} | {marks} | {earned}/{most} |")
    return "\n".join(rows)


def _mark(finding: Finding) -> str:
    mark = MARKS[finding.status][0]
    strong = f"**{mark}**" if finding.status in {"failed", "broken"} else prose(mark)
    cause = f" ← {code(finding.because_of)}" if finding.because_of else ""
    return f"{strong} {code(finding.exercise)}{cause}"


def _finding(report: Report, one: Told) -> str:
    """Return a failure: its sentences, the smallest call as a picture, and the hint."""
    finding = one.finding
    names = ", ".join(map(code, (finding.exercise, *one.alike)))
    place = f" · {_place(report, finding.location)}" if finding.location is not None else ""
    parts = [f"#### {MARKS[finding.status][0]} {names}{place}"]
    is_ours = finding.outcome in _IN_OUR_WORDS
    for text, kind in sentences(finding):
        parts.append(prose(text) if kind == "said" or is_ours else code(text, 1_000))
    if finding.counterexample is not None:
        parts.append(fence(example_lines(finding.counterexample, _WIDTH)))
    if one.folded:
        parts.append(prose(folded_sentence(one.folded)))
    if finding.hint:
        parts.append("**{}** {}".format(_("Think:"), prose(finding.hint)))
    return "\n\n".join(parts)


def _place(report: Report, location: Location) -> str:
    return place_text(Place(code(path_of(report, location)), location.cell, location.line))


def _not_done(report: Report) -> Iterator[str]:
    """Say what was not graded, and what is not started."""
    for finding in report.findings:
        if finding.status == "not_graded":
            yield f"{MARKS['not_graded'][0]} {prose(finding.headline)}."
    names = [code(one.exercise) for one in report.findings if one.status == "not_started"]
    if names:
        mark = prose(MARKS["not_started"][0])
        yield f"{mark} " + _("not started: {names}").format(names=", ".join(names))
