"""The feedback on the terminal: concept by concept, then each failure with its example."""

from __future__ import annotations

from grader.language import _, ngettext
from grader.model import Finding, Report
from grader.report.closing import closing_sentences, points_of
from grader.report.finding import MARKS, write_finding
from grader.report.page import Page, Style, no_style
from grader.report.text import plain, without_command
from grader.report.told import told
from grader.width import display_width, ljust

__all__ = ["no_style", "render", "render_overview"]

#: No line is longer, however wide the terminal.
MAX_WIDTH = 80
_MIN_WIDTH = 40


def render(
    report: Report,
    *,
    width: int = MAX_WIDTH,
    style: Style = no_style,
    verbose: bool = False,
    command: str = "",
    options: str = "",
) -> str:
    """Return the whole feedback as text.

    * ``width`` is the terminal's; lines of ours keep to it, and to 80.
    * ``style`` colours text; nothing depends on it.
    * ``verbose`` adds what is folded, tracebacks, prints, the seed and versions.
    * ``command`` is what was run, without options; used to say what to run next.
    * ``options`` are those that go with every command, with a space before each.
    """
    page = Page(max(_MIN_WIDTH, min(width, MAX_WIDTH)), style, verbose)
    page.paragraph(f"{report.assignment}  {report.title}", "", strong=report.assignment)
    page.line()
    _overview(page, report)
    _told(page, report)
    _not_done(page, report)
    _closing(page, report)
    following = _next(report, command, options)
    if following:
        page.line(_("Next:  {command}").format(command=following))
    return "\n".join(map(without_command, page.lines)) + "\n"


def render_overview(report: Report, *, width: int = MAX_WIDTH, style: Style = no_style) -> str:
    """Return what recorded inputs say of each exercise, to be read while fresh ones are tried."""
    page = Page(max(_MIN_WIDTH, min(width, MAX_WIDTH)), style)
    page.paragraph(f"{report.assignment}  {report.title}", "", strong=report.assignment)
    page.line()
    _overview(page, report)
    tried = sum(finding.calls for finding in report.findings)
    text = ngettext("{tried} recorded test.", "{tried} recorded tests.", tried)
    fresh = _("Now fresh inputs:")
    page.paragraph(f"{text.format(tried=tried)} {fresh}", "")
    return "\n".join(map(without_command, page.lines)) + "\n"


def _overview(page: Page, report: Report) -> None:
    """Write each concept's exercises on a line or two, with their points at the end."""
    column = max((display_width(one.title) for one in report.concepts), default=0)
    longest = max((len(_mark(one)) for one in report.findings), default=0)
    for concept in report.concepts:
        findings = [one for one in report.findings if one.concept == concept.id]
        if not findings:
            continue
        points = f"{sum(one.points for one in findings)}/{sum(o.max_points for o in findings)}"
        head = f"  {ljust(concept.title, column)}  "
        if display_width(head) + longest + 1 + len(points) > page.width:
            page.paragraph(concept.title)
            head = " " * 4
        _marks(page, head, findings, points)
    page.line()


def _marks(page: Page, head: str, findings: list[Finding], points: str) -> None:
    """Write the exercises of a concept behind ``head``, wrapped under each other."""
    column = display_width(head)
    text, used = head, column
    for finding in findings:
        mark, kind = MARKS[finding.status]
        plain_text = _mark(finding)
        if used + len(plain_text) > page.width and used > column:
            page.line(text.rstrip())
            text, used = " " * column, column
        text += page.style(mark, kind) + plain_text.removeprefix(mark) + "   "
        used += len(plain_text) + 3
    gap = page.width - (used - 3) - len(points)
    if gap < 2:  # noqa: PLR2004  (told apart from the last name)
        page.line(text.rstrip())
        text, gap = "", page.width - len(points)
    page.line(text.rstrip() + " " * gap + points)


def _mark(finding: Finding) -> str:
    cause = f" <- {finding.because_of}" if finding.because_of else ""
    return f"{MARKS[finding.status][0]} {finding.exercise}{cause}"


def _told(page: Page, report: Report) -> None:
    """Write each failure; those that follow from another one are only named there."""
    groups = told(report, everything=page.verbose)
    if any(one.finding.status == "failed" for one in groups):
        page.line(_("Fix first:"))
    for one in groups:
        write_finding(page, one.finding, one.alike, one.folded)


def _not_done(page: Page, report: Report) -> None:
    for finding in report.findings:
        if finding.status == "not_graded":
            page.paragraph(f"{MARKS['not_graded'][0]} {finding.headline}.", "", "  ")
            page.line()
    names = [one.exercise for one in report.findings if one.status == "not_started"]
    if names:
        text = _("not started: {names}").format(names=", ".join(names))
        page.paragraph(f"{MARKS['not_started'][0]} {text}", "", "   ")
        page.line()


def _closing(page: Page, report: Report) -> None:
    first, *others = closing_sentences(report)
    total = points_of(report)
    seconds = _("{seconds} s").format(seconds=f"{report.seconds:.1f}")
    page.paragraph(first, "", strong=total)
    if display_width(page.lines[-1]) + 2 + display_width(seconds) <= page.width:
        page.lines[-1] += f"  {seconds}"
    else:
        page.line(seconds)
    for text in others:
        page.paragraph(text, "")
    if page.verbose:
        seed = "" if report.casebook.alone else _("Seed {seed}.").format(seed=report.seed) + " "
        page.paragraph(f"{seed}{_versions(report)} {_containment(report)}", "")


def _versions(report: Report) -> str:
    versions = ", ".join(f"{name} {text}" for name, text in report.versions.items())
    return _("Versions: {versions}.").format(versions=versions)


def _containment(report: Report) -> str:
    if not report.containment_note:
        return _("Containment: {level}.").format(level=report.containment)
    return _("Containment: {level} ({how}).").format(
        level=report.containment, how=plain(report.containment_note)
    )


def _next(report: Report, command: str, options: str) -> str:
    """Say what to run next: the first mistake, else what to write or grade first."""
    if not command:
        return ""
    failed = [one for one in report.findings if one.status == "failed" and not one.because_of]
    mistakes = [one for one in failed if one.outcome != "not_finished"]
    unstarted = [one for one in report.findings if one.status == "not_started"]
    if unstarted and not mistakes:
        return f"grader hint {report.assignment} {unstarted[0].exercise}{options}"
    not_graded = [one for one in report.findings if one.status == "not_graded"]
    first = next(iter(mistakes or failed or not_graded), None)
    return f"{command}{options} --only {first.exercise}" if first is not None else ""
