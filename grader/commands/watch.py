"""``grader check --watch``: check on every save, on a screen that is drawn anew in its place."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from grader.commands.common import width
from grader.commands.output import redraw, screen_style
from grader.language import _
from grader.report.text import plain
from grader.width import wrap

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Report
    from grader.report.page import Style
    from grader.session import Options
    from grader.watching import Change

__all__ = ["watch"]

#: Clears the rest of a line.
_LINE: Final = "\x1b[K"
#: No line of ours is longer.
_MAX_WIDTH: Final = 80
#: So many files are named.
_NAMED: Final = 3


def watch(
    course: Course,
    assignment: str,
    folder: Path,
    options: Options,
    keep: Callable[[Report], Report],
    render: Callable[[Report, Style], str],
) -> NoReturn:
    """Check at every save until Ctrl-C, and then end as the last check has ended.

    * ``keep`` takes a report, writes it where it is wanted, and returns what may be shown.
    * ``render`` makes the feedback.

    Raises:
        SystemExit: always; with the exit code of the last report.
        KeyboardInterrupt: before there is a report.
    """
    from grader.watching import Watched, changes  # noqa: PLC0415  (--help does not need it)
    from grader.worker.launch import Launcher  # noqa: PLC0415

    screen = _Screen(folder, render)
    code = None
    try:
        with Launcher(options.containment) as launcher:
            watched = Watched(course, assignment, folder, options, launcher)
            for _noticed in changes(folder):
                # Looked at once more after a check: it may have been saved meanwhile.
                while (change := watched.look()) is not None:
                    screen.begin()
                    report = watched.check(change)
                    if report is not None:
                        code = report.exit_code  # Before it is seen: Ctrl-C may come at once.
                        screen.show(keep(report), change)
    except BaseException as error:
        # Ctrl-C in the middle of a check: what its end runs into interests nobody.
        if not _is_interrupt(error):
            raise
        if code is None:
            raise KeyboardInterrupt from None
    screen.end()
    raise SystemExit(code)


def _is_interrupt(error: BaseException | None) -> bool:
    """Say whether this is Ctrl-C, or came of it."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


class _Screen:
    """Where reports are shown: each in the place of the one before, or one after the other."""

    def __init__(self, folder: Path, render: Callable[[Report, Style], str]) -> None:
        self.folder = folder
        self.render = render
        self.is_terminal = sys.stdout.isatty()
        self.style = screen_style()
        self.is_empty = True
        self.noticed = ""

    def begin(self) -> None:
        """Say that a check has begun, below what is shown; whatever comes next is over it."""
        self.noticed = time.strftime("%H:%M:%S")
        if self.is_terminal:
            click.echo("{} ...\r".format(_("Checking")), nl=False)

    def show(self, report: Report, change: Change) -> None:
        """Show a report."""
        status = "\n".join(wrap(self.status(change), min(width(), _MAX_WIDTH)))
        if self.is_terminal:
            text = f"{self.render(report, self.style)}\n{status}\n"
            redraw(text, is_first=self.is_empty)
        else:
            is_new = change.exercises or not change.files
            click.echo(f"{self.render(report, self.style) if is_new else ''}\n{status}\n")
        self.is_empty = False

    def end(self) -> None:
        """Leave the screen as it is, without the ^C and what was about to come."""
        if self.is_terminal:
            click.echo(f"\r{_LINE}", nl=False, color=True)

    def status(self, change: Change) -> str:
        """Say what is watched, and what was checked because of what."""
        sentences = [_("Watching {folder}.").format(folder=plain(str(self.folder)))]
        if change.files:
            files = [plain(file) for file in change.files[:_NAMED]]
            files += ["..."] if len(change.files) > _NAMED else []
            text = _("Last change: {files}, {time}.")
            sentences.append(text.format(files=", ".join(files), time=self.noticed))
        else:
            sentences.append(_("Nothing has changed yet."))
        if not change.exercises:
            sentences.append(_("No exercise uses it."))
        elif not change.is_all:
            names = ", ".join(change.exercises)
            sentences.append(_("Checked again: {names}.").format(names=names))
        return " ".join((*sentences, _("Ctrl-C ends.")))
