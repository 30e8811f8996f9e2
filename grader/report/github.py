"""The feedback for the log of a GitHub run: the text, and a mark at the student's lines. Pure.

The runner reads commands, ``::error file=...::sentence``, from the log. What a student may
have written stands between two lines with a token that nobody can guess, where it reads none;
in a command itself, line breaks and separators are escaped as its toolkit does
(https://github.com/actions/toolkit, packages/core/src/command.ts).
"""

from __future__ import annotations

from grader.language import _, ngettext
from grader.model import Report
from grader.report.closing import points_of
from grader.report.finding import place_of
from grader.report.formats import Setting
from grader.report.text import plain
from grader.report.told import Told, one_sentence, path_of, told

__all__ = ["command", "marks", "render"]

#: The runner shows ten of a kind for each step.
_MOST = 9


def render(report: Report, setting: Setting) -> str:
    """Return what to print: the feedback, fenced off, and then one command for each failure."""
    fenced = [
        f"::stop-commands::{setting.token}",
        setting.text.rstrip("\n"),
        f"::{setting.token}::",
    ]
    return "\n".join([*fenced, *marks(report)]) + "\n"


def marks(report: Report) -> list[str]:
    """Return at most nine errors, each at the student's line, and one notice with the points."""
    groups = told(report)
    errors = [_error(report, one) for one in groups[:_MOST]]
    closing = points_of(report)
    if left := len(groups) - len(errors):
        text = ngettext(
            "{count} more failure is in the summary of this run.",
            "{count} more failures are in the summary of this run.",
            left,
        )
        closing = f"{closing} {text.format(count=left)}"
    return [*errors, command("notice", closing, title=report.assignment)]


def command(kind: str, text: str, **properties: str | int) -> str:
    r"""Write a command of the runner.

    Example:
        >>> command("error", "a%b\nc,d:e", title="x: y, 50%", line=12)
        '::error title=x%3A y%2C 50%25,line=12::a%25b%0Ac,d:e'
    """
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind}{' ' if given else ''}{given}::{_data(text)}"


def _error(report: Report, one: Told) -> str:
    finding = one.finding
    place = finding.location
    where: dict[str, str | int] = {}
    if place is not None:
        where["file"] = plain(path_of(report, place))
        if place.line and not place.cell:  # A line of a cell is none of the notebook's file.
            where["line"] = place.line
    names = plain(", ".join((finding.exercise, *one.alike)))
    if place is not None and place.cell:
        names = f"{names}: {place_of(place)}"
    hint = " {} {}".format(_("Think:"), plain(finding.hint)) if finding.hint else ""
    return command("error", one_sentence(finding) + hint, **where, title=names)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
