"""Reports in the formats that were asked for: printed, written, or handed to GitHub's runner."""

from __future__ import annotations

import functools
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.common import fail
from grader.commands.output import echo, write
from grader.language import _
from grader.report.formats import FORMATS, Setting, files_of, printed_of
from grader.report.page import Style, no_style

if TYPE_CHECKING:
    from grader.model import Report

__all__ = ["Delivery", "delivered"]


@dataclass(frozen=True)
class Delivery:
    """Where a report goes.

    Attributes:
        formats: Their names; none is the text for people.
        output: The folder for files; ``None`` prints instead.
    """

    formats: tuple[str, ...] = ()
    output: Path | None = None

    def check(self) -> None:
        """End the command before it does any work, if a report could not be delivered.

        Raises:
            SystemExit: two formats cannot both be printed, or there is no folder to write to.
        """
        if self.output is not None:
            try:
                self.output.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                text = _("{file} cannot be written: {reason}.")
                fail(text.format(file=self.output, reason=error.strerror))
        elif len(self.formats) > 1:
            text = _("Only one of {formats} can be printed. Write them to a folder: --output DIR")
            fail(text.format(formats=", ".join(self.formats)))

    def deliver(self, report: Report, feedback: Callable[[Style], str]) -> None:
        """Print a report and write its files.

        * ``feedback`` makes what a terminal shows.
        """
        if self.output is None and self.formats in {(), ("text",)}:
            echo(feedback)
            return
        setting = Setting(
            text=feedback(no_style),
            token=secrets.token_hex(16),
            now=datetime.now(UTC),
            environment=os.environ,
        )
        made = {name: files_of(name, report, setting) for name in self._written}
        if self.output is not None:
            for files in made.values():
                for file, text in files.items():
                    write(self.output / file, text.encode())
        if "github" in self.formats:
            _print(printed_of("github", report, setting))
            _tell_runner(report, made["github"]["summary.md"])
        elif self.output is not None:
            echo(feedback)
        else:
            _print(printed_of(self.formats[0], report, setting))

    @property
    def _written(self) -> tuple[str, ...]:
        """The formats whose files are needed."""
        if self.output is not None:
            return self.formats or ("text",)
        return tuple(name for name in self.formats if name == "github")


def delivered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options --format and --output; it gets the delivery."""

    @click.option(
        "--format",
        "formats",
        type=click.Choice(tuple(FORMATS)),
        multiple=True,
        help="Print this instead of text for people; with --output, write it.",
    )
    @click.option(
        "--output",
        type=click.Path(path_type=Path),
        help="Write the files of every --format into this folder.",
    )
    @functools.wraps(command)
    def run(*, formats: tuple[str, ...], output: Path | None, **arguments: object) -> None:
        command(delivery=Delivery(formats, output), **arguments)

    return run


def _print(text: str) -> None:
    # Bytes: what a program reads has the same line breaks and characters everywhere.
    click.echo(text.encode(), nl=False)


def _tell_runner(report: Report, summary: str) -> None:
    """Hand a summary and the points to GitHub's runner, where there is one: the last act."""
    outputs = f"points={report.points}\nmax-points={report.max_points}\n"
    for variable, text in (("GITHUB_STEP_SUMMARY", summary), ("GITHUB_OUTPUT", outputs)):
        path = os.environ.get(variable)
        if path:
            try:
                with Path(path).open("ab") as file:
                    file.write(text.encode())
            except OSError as error:
                problem = _("{file} cannot be written: {reason}.")
                fail(problem.format(file=path, reason=error.strerror))
