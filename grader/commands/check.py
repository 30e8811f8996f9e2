"""``grader check``: grade a submission, print the feedback, write the report."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.common import BROKEN, in_course, quoted, shared_options, width
from grader.commands.output import check_target, echo, progress_bar, write
from grader.language import _

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Report
    from grader.report.page import Style
    from grader.session import Options
    from grader.worker.launch import Launcher

__all__ = ["check"]

#: A seed that is not given is below this: short enough to be typed again.
_SEEDS = 10_000
#: Larger numbers are not safe in every reader of JSON.
_MAX_SEED = 2**53 - 1
_MAX_COMMAND = 1_000


@click.command()
@click.argument("assignment")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@in_course
@click.option(
    "--seed", type=click.IntRange(0, _MAX_SEED), help="Draw these inputs; -v shows the seed."
)
@click.option(
    "--examples",
    type=click.IntRange(1, 10_000),
    default=60,
    show_default=True,
    help="Fresh inputs drawn for each exercise, after as many recorded ones.",
)
@click.option("--quick", is_flag=True, help="Recorded inputs only: half a second, no TensorFlow.")
@click.option(
    "--watch",
    "is_watched",
    is_flag=True,
    help="Check at every save, as --quick, until Ctrl-C; then exit as the last check does.",
)
@click.option("--only", multiple=True, help="Only this exercise or concept; may be repeated.")
@click.option(
    "--oracle",
    type=click.Choice(["auto", "tf", "off"]),
    default="auto",
    show_default=True,
    help="Compare the reference with tf.nn too: if installed, always, or never.",
)
@click.option(
    "--containment",
    type=click.Choice(["auto", "full", "partial", "none"]),
    default="auto",
    show_default=True,
    help="The least that student code is run with; auto takes the best, none a plain process.",
)
@click.option("--strict", is_flag=True, help="Let a mistake cost points wherever it shows.")
@click.option("--hidden", is_flag=True, help="Show no inputs, nor any text of the submission's.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write a report there.")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks, prints and versions.")
def check(
    assignment: str,
    folder: Path | None,
    course: Course,
    seed: int | None,
    examples: int,
    quick: bool,  # noqa: FBT001  (click gives flags this way)
    is_watched: bool,  # noqa: FBT001
    only: tuple[str, ...],
    oracle: str,
    containment: str,
    strict: bool,  # noqa: FBT001
    hidden: bool,  # noqa: FBT001
    json_file: Path | None,
    verbose: bool,  # noqa: FBT001
) -> None:
    """Check the functions of ASSIGNMENT in FOLDER (the course's own stubs if left out)."""
    course.casebook(assignment)  # An unknown assignment is told before a missing folder.
    check_target(json_file)
    with ExitStack() as stack:
        if not is_watched:
            launcher = stack.enter_context(_launcher(containment))
        from grader.session import Options  # noqa: PLC0415  (--help does not need it)

        options = Options(
            seed=int.from_bytes(os.urandom(4), "big") % _SEEDS if seed is None else seed,
            examples=examples,
            only=only,
            oracle=oracle,  # type: ignore[arg-type]  # click has checked it
            containment=containment,  # type: ignore[arg-type]  # as above
            strict=strict,
            calls="recorded" if quick or is_watched else "all",
        )
        where = folder if folder is not None else course.handout(assignment)
        keep = partial(_keep, course=course, json_file=json_file, hidden=hidden)
        render = partial(_rendered, verbose=verbose, command=_command(assignment, folder))
        if is_watched:
            from grader.commands.watch import watch  # noqa: PLC0415  (as above)

            watch(course, assignment, where, options, keep, render)
        report = keep(_grade(course, assignment, where, options, launcher))
        echo(partial(render, report))
    unconfirmed = oracle == "tf" and report.oracle.state != "agreed"
    raise SystemExit(BROKEN if unconfirmed else report.exit_code)


def _launcher(containment: str) -> Launcher:
    """Begin to start the student's process: that takes a while, in which the rest is imported."""
    from grader.worker.launch import Launcher  # noqa: PLC0415  (as above)

    return Launcher(containment)  # type: ignore[arg-type]  # click has checked it


def _grade(
    course: Course, assignment: str, folder: Path, options: Options, launcher: Launcher
) -> Report:
    """Grade, with a first look and a progress bar on a terminal."""
    from grader.session import grade  # noqa: PLC0415  (as above)

    first_look = _first_look if sys.stderr.isatty() else None
    with progress_bar(_("Checking")) as progress:
        return grade(course, assignment, folder, options, progress, launcher, first_look)


def _first_look(report: Report) -> None:
    """Show what recorded inputs say, while fresh ones are tried."""
    from grader.report.console import render_overview  # noqa: PLC0415  (as above)

    echo(lambda style: render_overview(report, width=width(), style=style), err=True)


def _keep(report: Report, *, course: Course, json_file: Path | None, hidden: bool) -> Report:
    """Write a report where it is wanted, remember it for hints, and return what may be shown."""
    from grader.last import remember  # noqa: PLC0415  (as above)

    if hidden:
        from grader.report.hidden import without_inputs  # noqa: PLC0415  (as above)

        report = without_inputs(report)
    if json_file is not None:
        from grader.model import encode_report  # noqa: PLC0415  (as above)

        write(json_file, encode_report(report))
    remember(report, course.root)
    return report


def _rendered(report: Report, style: Style, *, verbose: bool, command: str) -> str:
    from grader.report.console import render  # noqa: PLC0415  (as above)
    from grader.report.text import plain  # noqa: PLC0415

    return render(
        report,
        width=width(),
        style=style,
        verbose=verbose,
        command=command,
        options=plain(shared_options(), _MAX_COMMAND),
    )


def _command(assignment: str, folder: Path | None) -> str:
    """Return this command as it could be typed again, without its options."""
    from grader.report.text import plain  # noqa: PLC0415  (as above)

    parts = ["grader", "check", assignment, *([] if folder is None else [folder])]
    return plain(" ".join(map(quoted, parts)), _MAX_COMMAND)
