"""The feedback on the terminal: concept by concept, then each failure with its example."""

from __future__ import annotations

import itertools
import textwrap

from grader.model import (
    ArrayValue,
    Counterexample,
    Finding,
    Location,
    OpaqueValue,
    Report,
    SequenceValue,
    Value,
)
from grader.report.grid import Style, side_by_side

__all__ = ["no_style", "plain", "render"]

#: No line is longer, however wide the terminal.
MAX_WIDTH = 80
_MIN_WIDTH = 40
_MAX_TEXT = 240
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


def plain(text: str, limit: int = _MAX_TEXT) -> str:
    r"""Make a student's text safe to print: control and direction characters escaped, cut.

    Example:
        >>> print(plain("red\x1b[31m"))
        red\x1b[31m
    """
    cut = text if len(text) <= limit else f"{text[:limit]}... ({len(text) - limit} more)"
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in cut
    )


def render(
    report: Report,
    *,
    width: int = MAX_WIDTH,
    style: Style = no_style,
    verbose: bool = False,
    command: str = "",
) -> str:
    """Return the whole feedback as text.

    * ``width`` is the terminal's; lines of ours keep to it, and to 80.
    * ``style`` colours text; nothing depends on it.
    * ``verbose`` adds tracebacks, prints and versions.
    * ``command`` is what was run, without ``--only``; used to say what to run next.
    """
    page = _Page(max(_MIN_WIDTH, min(width, MAX_WIDTH)), style, verbose)
    page.line(f"{style(report.assignment, 'strong')}  {report.title}")
    page.line()
    page.overview(report)
    told = [finding for finding in report.findings if finding.status in {"failed", "broken"}]
    for _, alike in itertools.groupby(told, key=_told_together):
        first, *others = alike
        page.finding(first, tuple(one.exercise for one in others))
    page.not_done(report)
    page.closing(report, command)
    return "\n".join(map(_no_command, page.lines)) + "\n"


def _no_command(line: str) -> str:
    """Break what a CI log would take for a command: student text may begin a line."""
    for opening in ("::", "##["):
        if line.lstrip().startswith(opening):
            return line.replace(opening, f"{opening[0]} {opening[1:]}", 1)
    return line


class _Page:
    """Lines so far, and how wide they may be."""

    def __init__(self, width: int, style: Style, verbose: bool) -> None:  # noqa: FBT001  (internal)
        self.width = width
        self.style = style
        self.verbose = verbose
        self.lines: list[str] = []

    def line(self, text: str = "") -> None:
        self.lines.append(text)

    def paragraph(self, text: str, indent: str = "  ", hanging: str = "") -> None:
        self.lines += textwrap.wrap(
            text,
            self.width,
            initial_indent=indent,
            subsequent_indent=indent + hanging,
            break_on_hyphens=False,
        )

    def overview(self, report: Report) -> None:
        column = max((len(concept.title) for concept in report.concepts), default=0)
        for concept in report.concepts:
            findings = [one for one in report.findings if one.concept == concept.id]
            if not findings:
                continue
            done = sum(one.status == "passed" for one in findings)
            points = f"{sum(one.points for one in findings)}/{sum(o.max_points for o in findings)}"
            head = f"  {concept.title:<{column}}  {done}/{len(findings)}  {points:>6}  "
            self.marks(head, findings)
        self.line()

    def marks(self, head: str, findings: list[Finding]) -> None:
        """Write the exercises of a concept behind ``head``, wrapped under each other."""
        text, used = head, len(head)
        for finding in findings:
            mark, kind = _MARKS[finding.status]
            size = len(mark) + 1 + len(finding.exercise) + 3
            if used + size - 3 > self.width and used > len(head):
                self.line(text.rstrip())
                text, used = " " * len(head), len(head)
            text += f"{self.style(mark, kind)} {finding.exercise}   "
            used += size
        self.line(text.rstrip())

    def finding(self, finding: Finding, others: tuple[str, ...] = ()) -> None:
        mark, kind = _MARKS[finding.status]
        names = ", ".join((finding.exercise, *others))
        title = f"{mark} {names}"
        place = _place(finding.location)
        gap = max(2, self.width - len(title) - len(place))
        styled = f"{self.style(mark, kind)} {self.style(names, 'strong')}"
        self.line((styled + " " * gap + self.style(place, "dim")).rstrip() if place else styled)
        self.paragraph(plain(finding.headline))
        if finding.outcome in {"raised", "not_finished"} and finding.location is not None:
            self.source(finding.location)
        if finding.wrong_calls:
            self.paragraph(f"Wrong on {finding.wrong_calls} of {finding.calls} inputs.")
        for detail in finding.details:
            self.paragraph(plain(detail))
        if finding.counterexample is not None:
            self.line()
            self.counterexample(finding.counterexample)
        if self.verbose:
            self.more(finding)
        if finding.hint:
            self.line()
            self.paragraph(f"Think: {plain(finding.hint)}", hanging="       ")
        self.line()

    def source(self, location: Location) -> None:
        if location.source:
            self.line(f"      {plain(location.source, self.width - 6)}")

    def counterexample(self, example: Counterexample) -> None:
        for line in example.call.splitlines():
            # A call may be broken inside its brackets, and there is always one.
            self.paragraph(plain(line, 10_000), " " * 6, "    ")
        indent = " " * 10
        yours, right = example.yours, example.right
        if not example.returned:
            self.paragraph(f"right   {_value_text(right)}", indent)
        elif isinstance(yours, ArrayValue) and isinstance(right, ArrayValue) and right.shape:
            if example.wrong or yours.shape != right.shape:
                self.line()
                self.arrays(yours, right, example.wrong, indent)
        else:
            self.paragraph(f"yours   {_value_text(yours)}   <-- wrong", indent)
            self.paragraph(f"right   {_value_text(right)}", indent)

    def arrays(
        self, yours: ArrayValue, right: ArrayValue, wrong: tuple[tuple[int, ...], ...], indent: str
    ) -> None:
        if yours.shape != right.shape:
            self.line(f"{indent}yours   shape {yours.shape}   <-- wrong")
            self.line(f"{indent}right   shape {right.shape}")
        drawable = all(value.cells or 0 in value.shape for value in (yours, right))
        if drawable and len(yours.shape) <= len(right.shape):
            room = self.width - len(indent)
            grid = side_by_side(yours, right, wrong, width=room, style=self.style)
            self.lines += [f"{indent}{line}".rstrip() for line in grid]

    def more(self, finding: Finding) -> None:
        """Write what only ``-v`` shows."""
        if finding.traceback:
            self.paragraph("Your lines that the error passed:")
            for location in finding.traceback:
                self.line(f"      {_place(location)}: {plain(location.source)}")
        printed = finding.counterexample.printed if finding.counterexample else ""
        if printed:
            self.paragraph("This call printed:")
            for text in printed.splitlines()[:20]:
                self.line(f"      | {plain(text)}")

    def not_done(self, report: Report) -> None:
        for status, words in (("not_started", "not started"), ("not_graded", "not graded")):
            names = [one.exercise for one in report.findings if one.status == status]
            if names:
                self.paragraph(f"{_MARKS[status][0]} {words}: {', '.join(names)}", "", "   ")
                self.line()

    def closing(self, report: Report, command: str) -> None:
        tried = sum(finding.calls for finding in report.findings)
        total = f"{report.points} of {report.max_points} points."
        passed = sum(finding.status == "passed" for finding in report.findings)
        self.paragraph(
            f"{self.style(total, 'strong')} {passed}/{len(report.findings)} exercises passed, "
            f"{tried} inputs tried. {_agreed(report)} Seed {report.seed}, {report.seconds:.1f} s.",
            "",
        )
        if report.oracle.text:
            self.paragraph(report.oracle.text, "")
        if self.verbose:
            versions = ", ".join(f"{name} {text}" for name, text in report.versions.items())
            self.paragraph(f"Versions: {versions}. Containment: {report.containment}.", "")
        following = _next(report, command)
        if following:
            self.line(f"Next:  {following}")


def _told_together(finding: Finding) -> object:
    """Return what must be equal for two findings to be told as one: a file's import, say."""
    if finding.counterexample is not None:
        return finding.exercise
    return (finding.headline, finding.details, finding.location)


def _agreed(report: Report) -> str:
    reference = f"the reference (NumPy {report.versions.get('numpy', '?')})"
    if report.oracle.state == "agreed":
        return f"Answers agreed by {reference} and tf.nn {report.versions.get('tensorflow', '?')}."
    if report.oracle.state == "disagreed":
        version = report.versions.get("tensorflow", "?")
        return f"Answers of {reference} and tf.nn {version} do not all agree."
    return f"Answers by {reference}; tf.nn was not asked."


def _next(report: Report, command: str) -> str:
    """Say what to run next: the first mistake, else what to write or grade first."""
    if not command:
        return ""
    open_ones = [one for one in report.findings if one.status in {"failed", "not_graded"}]
    mistakes = [one for one in open_ones if one.outcome != "not_finished"]
    unstarted = [one for one in report.findings if one.status == "not_started"]
    if unstarted and not mistakes:
        return f"grader hint {report.assignment} {unstarted[0].exercise}"
    return next((f"{command} --only {one.exercise}" for one in mistakes or open_ones), "")


def _place(location: Location | None) -> str:
    if location is None:
        return ""
    line = f", line {location.line}" if location.line else ""
    return f"{plain(location.file, 60)}{line}"


def _value_text(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, ArrayValue):
        if not value.shape and value.cells:
            cell = value.cells[0]
            return plain(f"{cell:g}" if isinstance(cell, float) else cell)
        cells = ", ".join(f"{cell:g}" if isinstance(cell, float) else cell for cell in value.cells)
        few = f": {cells}" if 0 < len(value.cells) <= 12 else ""  # noqa: PLR2004  (fits a line)
        return plain(f"array of shape {value.shape}{few}")
    if isinstance(value, SequenceValue):
        inside = ", ".join(_value_text(item) for item in value.items[:20])
        if value.type == "list":
            return f"[{inside}]"
        return f"({inside},)" if len(value.items) == 1 else f"({inside})"
    if isinstance(value, OpaqueValue):
        return plain(f"{value.type} {value.text}".strip())
    return plain(repr(value))
