"""The feedback on the terminal: concept by concept, then each failure with its example."""

from __future__ import annotations

import itertools

from grader.language import _
from grader.model import ArrayValue, Counterexample, Finding, Location, Report
from grader.report.grid import Style, side_by_side
from grader.report.text import cut, plain, value_text, without_command
from grader.report.width import display_width, ljust, wrap

__all__ = ["no_style", "render"]

#: No line is longer, however wide the terminal.
MAX_WIDTH = 80
_MIN_WIDTH = 40
_MARKS = {
    "passed": ("ok", "good"),
    "failed": ("X", "bad"),
    "not_started": ("--", "dim"),
    "not_graded": ("?", "dim"),
    "broken": ("!!", "bad"),
}


def no_style(text: str, _kind: str) -> str:
    """Leave text as it is."""
    return text


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
    * ``verbose`` adds tracebacks, prints and versions.
    * ``command`` is what was run, without options; used to say what to run next.
    * ``options`` are those that go with every command, with a space before each.
    """
    page = _Page(max(_MIN_WIDTH, min(width, MAX_WIDTH)), style, verbose)
    page.paragraph(f"{report.assignment}  {report.title}", "", strong=report.assignment)
    page.line()
    page.overview(report)
    told = [finding for finding in report.findings if finding.status in {"failed", "broken"}]
    for _cause, alike in itertools.groupby(told, key=_told_together):
        first, *others = alike
        page.finding(first, tuple(one.exercise for one in others))
    page.not_done(report)
    page.closing(report)
    following = _next(report, command, options)
    if following:
        page.line(_("Next:  {command}").format(command=following))
    return "\n".join(map(without_command, page.lines)) + "\n"


class _Page:
    """Lines so far, and how wide they may be."""

    def __init__(self, width: int, style: Style, verbose: bool) -> None:  # noqa: FBT001  (internal)
        self.width = width
        self.style = style
        self.verbose = verbose
        self.lines: list[str] = []

    def line(self, text: str = "") -> None:
        self.lines.append(text)

    def paragraph(self, text: str, indent: str = "  ", hanging: str = "", strong: str = "") -> None:
        """Wrap ``text``, then make ``strong``, in its first line, strong: styles have no width."""
        lines = wrap(text, self.width, indent, indent + hanging)
        if strong:
            lines[0] = lines[0].replace(strong, self.style(strong, "strong"), 1)
        self.lines += lines

    def overview(self, report: Report) -> None:
        column = max((display_width(one.title) for one in report.concepts), default=0)
        longest = max((len(one.exercise) for one in report.findings), default=0)
        for concept in report.concepts:
            findings = [one for one in report.findings if one.concept == concept.id]
            if not findings:
                continue
            done = sum(one.status == "passed" for one in findings)
            points = f"{sum(one.points for one in findings)}/{sum(o.max_points for o in findings)}"
            head = f"  {ljust(concept.title, column)}  {done}/{len(findings)}  {points:>6}  "
            if display_width(head) + len("ok ") + longest <= self.width:
                self.marks(head, findings)
            else:
                self.paragraph(head.strip())
                self.marks("    ", findings)
        self.line()

    def marks(self, head: str, findings: list[Finding]) -> None:
        """Write the exercises of a concept behind ``head``, wrapped under each other."""
        column = display_width(head)
        text, used = head, column
        for finding in findings:
            mark, kind = _MARKS[finding.status]
            size = len(mark) + 1 + len(finding.exercise) + 3
            if used + size - 3 > self.width and used > column:
                self.line(text.rstrip())
                text, used = " " * column, column
            text += f"{self.style(mark, kind)} {finding.exercise}   "
            used += size
        self.line(text.rstrip())

    def finding(self, finding: Finding, others: tuple[str, ...] = ()) -> None:
        mark, kind = _MARKS[finding.status]
        names = ", ".join((finding.exercise, *others))
        title = f"{mark} {names}"
        place = _place(finding.location)
        gap = self.width - len(title) - display_width(place)
        if gap >= 2:  # noqa: PLR2004  (title and place on one line, told apart)
            styled = f"{self.style(mark, kind)} {self.style(names, 'strong')}"
            self.line(styled + " " * gap + self.style(place, "dim") if place else styled)
        else:
            self.paragraph(title, "", "  ", strong=names)
            self.paragraph(place)
        self.paragraph(plain(finding.headline))
        source = finding.location.source if finding.location is not None else ""
        if source and finding.outcome in {"raised", "not_finished"}:
            self.line(f"      {cut(source, self.width - 6)}")
        if finding.wrong_calls:
            text = _("Wrong on {wrong} of {calls} inputs.")
            self.paragraph(text.format(wrong=finding.wrong_calls, calls=finding.calls))
        for detail in finding.details:
            self.paragraph(plain(detail))
        if finding.counterexample is not None:
            self.line()
            self.counterexample(finding.counterexample)
        if self.verbose:
            self.more(finding)
        if finding.hint:
            self.line()
            think = _("Think:")
            hanging = " " * (display_width(think) + 1)
            self.paragraph(f"{think} {plain(finding.hint)}", hanging=hanging)
        self.line()

    def counterexample(self, example: Counterexample) -> None:
        for line in example.call.splitlines():
            # A call may be broken inside its brackets, and there is always one.
            self.paragraph(plain(line, 10_000), " " * 6, "    ")
        indent = " " * 10
        yours, right = example.yours, example.right
        if not example.returned:
            self.paragraph(f"{_('right')}   {value_text(right)}", indent)
        elif isinstance(yours, ArrayValue) and isinstance(right, ArrayValue) and right.shape:
            if example.wrong or yours.shape != right.shape:
                self.line()
                self.arrays(yours, right, example.wrong, indent)
        else:
            self.pair(value_text(yours), value_text(right), indent)

    def pair(self, yours: str, right: str, indent: str) -> None:
        """Write two values under each other, and that the first one is wrong."""
        labels = _("yours"), _("right")
        column = max(map(display_width, labels))
        self.paragraph(f"{ljust(labels[0], column)}   {yours}   {_('<-- wrong')}", indent)
        self.paragraph(f"{ljust(labels[1], column)}   {right}", indent)

    def arrays(
        self, yours: ArrayValue, right: ArrayValue, wrong: tuple[tuple[int, ...], ...], indent: str
    ) -> None:
        if yours.shape != right.shape:
            text = _("shape {shape}")
            self.pair(text.format(shape=yours.shape), text.format(shape=right.shape), indent)
        drawable = all(value.cells or 0 in value.shape for value in (yours, right))
        if drawable and len(yours.shape) <= len(right.shape):
            room = self.width - len(indent)
            grid = side_by_side(yours, right, wrong, width=room, style=self.style)
            self.lines += [f"{indent}{line}".rstrip() for line in grid]

    def more(self, finding: Finding) -> None:
        """Write what only ``-v`` shows."""
        if finding.traceback:
            self.line()
            self.paragraph(_("Your lines that the error passed:"))
            for location in finding.traceback:
                self.line(f"      {cut(f'{_place(location)}: {location.source}', self.width - 6)}")
        printed = finding.counterexample.printed if finding.counterexample else ""
        if printed:
            self.line()
            self.paragraph(_("This call printed:"))
            for text in printed.splitlines()[:20]:
                self.line(f"      | {cut(text, self.width - 8)}")

    def not_done(self, report: Report) -> None:
        for finding in report.findings:
            if finding.status == "not_graded":
                self.paragraph(f"{_MARKS['not_graded'][0]} {finding.headline}.", "", "  ")
                self.line()
        names = [one.exercise for one in report.findings if one.status == "not_started"]
        if names:
            text = _("not started: {names}").format(names=", ".join(names))
            self.paragraph(f"{_MARKS['not_started'][0]} {text}", "", "   ")
            self.line()

    def closing(self, report: Report) -> None:
        total = _("{points} of {max_points} points.").format(
            points=report.points, max_points=report.max_points
        )
        counts = _("{passed}/{all} exercises passed, {tried} inputs tried.").format(
            passed=sum(finding.status == "passed" for finding in report.findings),
            all=len(report.findings),
            tried=sum(finding.calls for finding in report.findings),
        )
        run = _("Seed {seed}, {seconds} s.").format(
            seed=report.seed, seconds=f"{report.seconds:.1f}"
        )
        self.paragraph(f"{total} {counts} {_agreed(report)} {run}", "", strong=total)
        if report.oracle.text:
            self.paragraph(report.oracle.text, "")
        if self.verbose:
            self.paragraph(f"{_versions(report)} {_containment(report)}", "")


def _told_together(finding: Finding) -> object:
    """Return what must be equal for two findings to be told as one: a file's import, say."""
    if finding.counterexample is not None:
        return finding.exercise
    return (finding.headline, finding.details, finding.location)


def _agreed(report: Report) -> str:
    if report.oracle.state == "agreed":
        text = _("Answers agreed by the reference (NumPy {numpy}) and tf.nn {tensorflow}.")
    elif report.oracle.state == "disagreed":
        text = _(
            "Answers of the reference (NumPy {numpy}) and tf.nn {tensorflow} do not all agree."
        )
    elif report.oracle.state == "died":
        text = _("Answers by the reference (NumPy {numpy}); tf.nn did not answer.")
    else:
        text = _("Answers by the reference (NumPy {numpy}); tf.nn was not asked.")
    numpy, tensorflow = (report.versions.get(name, "?") for name in ("numpy", "tensorflow"))
    return text.format(numpy=numpy, tensorflow=tensorflow)


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
    failed = [one for one in report.findings if one.status == "failed"]
    mistakes = [one for one in failed if one.outcome != "not_finished"]
    unstarted = [one for one in report.findings if one.status == "not_started"]
    if unstarted and not mistakes:
        return f"grader hint {report.assignment} {unstarted[0].exercise}{options}"
    not_graded = [one for one in report.findings if one.status == "not_graded"]
    first = next(iter(mistakes or failed or not_graded), None)
    return f"{command}{options} --only {first.exercise}" if first is not None else ""


def _place(location: Location | None) -> str:
    if location is None:
        return ""
    file = plain(location.file, 60)
    if not location.line:
        return file
    return _("{file}, line {line}").format(file=file, line=location.line)
