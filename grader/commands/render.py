"""``grader render``: a stored report in another format."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.common import fail, language_option, width
from grader.commands.deliver import Delivery, delivered
from grader.language import choose, speaking

if TYPE_CHECKING:
    from grader.model import Report
    from grader.report.page import Style

__all__ = ["render"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@delivered
@language_option
def render(file: Path, delivery: Delivery, lang: str | None) -> None:
    """Print or write the report in FILE, as check --json has written it, in other formats.

    Whoever wrote FILE need not be trusted: what is no report is refused, and no text of it
    becomes markup or a command. Whether it is true is another question.
    """
    from grader.stored import StoredError, read_report  # noqa: PLC0415  (--help does not need it)

    delivery.check()
    speak = click.get_current_context().find_root().with_resource
    speak(speaking(choose(lang, os.environ, None)))
    try:
        report = read_report(file)
    except StoredError as error:
        fail(str(error))
    speak(speaking(lang or report.language))  # As its own texts do.
    delivery.deliver(report, partial(_text, report))


def _text(report: Report, style: Style) -> str:
    from grader.report.console import render as render_text  # noqa: PLC0415  (as above)

    return render_text(report, width=width(), style=style)
