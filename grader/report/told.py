"""What of a report is told, in which order, and where it is in the student's repository. Pure."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from grader.language import _, ngettext
from grader.model import ConceptTitle, Finding, Location, Report
from grader.report.finding import write_finding
from grader.report.page import Page
from grader.report.text import plain, without_command

__all__ = [
    "MAX_SENTENCE",
    "Told",
    "by_concept",
    "one_sentence",
    "path_of",
    "text_alone",
    "text_of",
    "told",
]

#: The longest sentence, in characters.
MAX_SENTENCE = 300
#: The longest text about one finding, in bytes.
_MAX_TEXT = 20_000


class Told(NamedTuple):
    """A finding, and what is told together with it.

    Attributes:
        finding: A failure, of the student's or of the grader's.
        alike: Exercises of which just the same is to be told.
        folded: Exercises that fail because of this one.
    """

    finding: Finding
    alike: tuple[str, ...]
    folded: tuple[str, ...]


def told(report: Report, *, everything: bool = False) -> tuple[Told, ...]:
    """Return what is to be told of a report, what can be mended first.

    * ``everything``: also what fails because of another one.
    """
    failures = [
        one
        for one in report.findings
        if one.status in {"failed", "broken"} and (everything or not one.because_of)
    ]
    # What only waits for another function comes after what can be mended.
    failures.sort(key=lambda finding: finding.outcome == "not_finished")
    groups = []
    for _cause, group in itertools.groupby(failures, key=_told_together):
        first, *others = group
        folded = [one.exercise for one in report.findings if one.because_of == first.exercise]
        groups.append(Told(first, tuple(one.exercise for one in others), tuple(folded)))
    return tuple(groups)


def text_of(one: Told, width: int = 80) -> str:
    """Return what the terminal shows of a finding, without the line break at the end."""
    page = Page(width)
    write_finding(page, *one)
    return "\n".join(map(without_command, page.lines)).rstrip("\n")


def text_alone(report: Report, finding: Finding) -> str:
    """Return all that is to be said of a finding where it stands alone, safe and not too long.

    Unlike :func:`text_of` this takes any finding of any report, whatever its names are.
    """
    if finding.status not in {"failed", "broken"}:
        return one_sentence(finding)
    folded = [one.exercise for one in report.findings if one.because_of == finding.exercise]
    lines = text_of(Told(finding, (), tuple(folded))).split("\n")
    if finding.status == "failed" and finding.because_of is not None:
        lines += ["", f"  {one_sentence(finding)}"]
    text = "\n".join(without_command(plain(line, _MAX_TEXT)) for line in lines)
    raw = text.encode()
    return text if len(raw) <= _MAX_TEXT else raw[:_MAX_TEXT].decode(errors="ignore") + " ..."


def one_sentence(finding: Finding) -> str:
    """Say the most important thing of a finding, safe to print and never long.

    Example:
        >>> one_sentence(Finding("conv1d", "convolution", "passed", 5, 5, calls=60))
        'Right on all 60 tests.'
    """
    if finding.status == "passed":
        text = ngettext("Right on {calls} test.", "Right on all {calls} tests.", finding.calls)
        return text.format(calls=finding.calls)
    if finding.status == "failed" and finding.because_of is not None:
        text = _("It fails for the same reason as {cause} and keeps its points.")
        return _short(text.format(cause=plain(finding.because_of)), MAX_SENTENCE)
    diagnosis = finding.diagnosis
    known = diagnosis is not None and diagnosis.kind != "symptoms"
    says = diagnosis.says if known and diagnosis is not None else finding.headline
    text = _ended(_short(plain(says or finding.outcome), 200))
    if finding.status == "broken":
        # Its last detail says that it costs no points.
        text = " ".join([text, *map(plain, finding.details[-1:])])
    if finding.status == "failed" and finding.wrong_calls:
        counts = ngettext(
            "Wrong on {wrong} of {calls} test.", "Wrong on {wrong} of {calls} tests.", finding.calls
        )
        text = f"{text} {counts.format(wrong=finding.wrong_calls, calls=finding.calls)}"
    return _short(text, MAX_SENTENCE)


def by_concept(report: Report) -> list[tuple[ConceptTitle, list[Finding]]]:
    """Return each concept with its findings, in the order of feedback; none is left out."""
    groups = {one.id: (one, list[Finding]()) for one in report.concepts}
    for finding in report.findings:
        unknown = ConceptTitle(finding.concept, finding.concept)
        groups.setdefault(finding.concept, (unknown, []))[1].append(finding)
    return list(groups.values())


def path_of(report: Report, location: Location) -> str:
    """Return a file's path from the root of the student's repository, with forward slashes."""
    return f"{report.folder}/{location.file}" if report.folder else location.file


def _told_together(finding: Finding) -> object:
    """Return what must be equal for two findings to be told as one: a file's import, say."""
    if finding.counterexample is not None:
        return finding.exercise
    return (finding.headline, finding.details, finding.location)


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3]}..."


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
