"""What commands with long results share: a progress bar, colours, and a file beside the text."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

from grader.commands.common import fail, width
from grader.language import _
from grader.report.page import Style, no_style
from grader.width import display_width

__all__ = [
    "check_target",
    "coloured_text",
    "echo",
    "progress_bar",
    "redraw",
    "screen_style",
    "write",
]

#: To the screen's first cell; the rest of a line; the rest of the screen; all of the screen.
_HOME, _LINE, _BELOW, _ALL = "\x1b[H", "\x1b[K", "\x1b[J", "\x1b[2J"

#: What is told how many further steps have been made, and how many there are in all.
Progress = Callable[[int, int], None]

#: What stands beside a bar: brackets, per cent, and the time left.
_AROUND_BAR = 24
_LEAST_BAR = 10
_COLOURS = {"good": "green", "bad": "red"}


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar, if there is a terminal, and yield what moves it."""
    if not sys.stderr.isatty():
        yield lambda _made, _total: None
        return
    # click measures its label in characters, and a Korean one is twice as wide.
    room = max(_LEAST_BAR, min(width(), 80) - display_width(label) - _AROUND_BAR)
    with ExitStack() as stack:
        bars: list[Any] = []  # click does not export the type

        def progress(made: int, total: int) -> None:
            if not bars:  # The total is known once the assignment is loaded.
                bar = click.progressbar(length=total, label=label, file=sys.stderr, width=room)
                bars.append(stack.enter_context(bar))
            bars[0].update(made)

        yield progress


def echo(render: Callable[[Style], str], *, err: bool = False) -> None:
    """Print what ``render`` makes with a style: in colours, where the terminal shows them.

    * ``err`` prints what is not the result.
    """
    stream = sys.stderr if err else sys.stdout
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")
    click.echo(render(coloured_text if coloured else no_style), nl=False, color=coloured, err=err)


def screen_style() -> Style:
    """Return what colours text, if a terminal reads it that shows colours."""
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return coloured_text if coloured else no_style


def redraw(text: str, *, is_first: bool) -> None:
    """Show a text in the place of the one before, in one write: nothing flickers."""
    lines = text.replace("\n", f"{_LINE}\n")
    click.echo(f"{_ALL if is_first else ''}{_HOME}{lines}{_BELOW}", nl=False, color=True)


def check_target(path: Path | None) -> None:
    """End the command before it does any work, if there is no folder to write its result to.

    Raises:
        SystemExit: there is none.
    """
    if path is not None and not path.resolve().parent.is_dir():
        text = _("There is no folder {folder} to write {file} to.")
        fail(text.format(folder=path.resolve().parent, file=path.name))


def write(path: Path, content: bytes) -> None:
    """Write a result, whole or not at all.

    Raises:
        SystemExit: it cannot be written.
    """
    from grader.files import write_whole  # noqa: PLC0415  (--help does not need it)

    try:
        write_whole(path, content)
    except OSError as error:
        text = _("{file} cannot be written: {reason}.")
        fail(text.format(file=path, reason=error.strerror))


def coloured_text(text: str, kind: str) -> str:
    """Colour text by its kind, as terminals do."""
    return click.style(
        text, fg=_COLOURS.get(kind), bold=kind == "strong" or None, dim=kind == "dim" or None
    )
