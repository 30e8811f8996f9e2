"""``grader check``: grade a submission, print the feedback, write the report."""

from __future__ import annotations

import os
import re
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from grader.commands.common import BROKEN, fail, in_course, quoted, shared_options, width
from grader.commands.deliver import Delivery, delivered
from grader.commands.output import check_target, echo, progress_bar, write
from grader.language import _

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Report
    from grader.report.page import Style
    from grader.session import Options
    from grader.worker.launch import Launcher
    from grader.worker.process import Wanted

__all__ = ["check"]

#: A seed that is not given is below this: short enough to be typed again.
_SEEDS = 10_000
#: Larger numbers are not safe in every reader of JSON.
_MAX_SEED = 2**53 - 1
_MAX_COMMAND = 1_000
#: A commit is named by this many hexadecimal digits.
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
#: So many of them make a seed.
_SEED_DIGITS = 8


def _commit(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse what is no commit: it is written into reports and comments."""
    if value and not _COMMIT.fullmatch(value.lower()):
        raise click.BadParameter(_("it should be 7 to 64 hexadecimal digits"))
    return value.lower()


class _Asked(TypedDict):
    """The options that say how to grade; click has checked them."""

    seed: int | None
    commit: str
    examples: int
    quick: bool
    only: tuple[str, ...]
    oracle: Literal["auto", "tf", "off"]
    containment: Wanted
    strict: bool


@click.command()
@click.argument("assignment")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@in_course
@click.option(
    "--seed", type=click.IntRange(0, _MAX_SEED), help="Draw these inputs; -v shows the seed."
)
@click.option(
    "--commit",
    default="",
    callback=_commit,
    help="The submission's commit: it goes into the report, and gives the seed.",
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
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write a page there.")
@delivered
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks, prints and versions.")
def check(
    assignment: str,
    folder: Path | None,
    course: Course,
    *,
    is_watched: bool,
    hidden: bool,
    json_file: Path | None,
    html_file: Path | None,
    delivery: Delivery,
    verbose: bool,
    **asked: Unpack[_Asked],
) -> None:
    """Check the functions of ASSIGNMENT in FOLDER (the course's own stubs if left out).

    FOLDER may also be a whole copy of the course, as students have it.
    """
    course.casebook(assignment)  # An unknown assignment is told before a missing folder.
    for target in (json_file, html_file):
        check_target(target)
    delivery.check()
    if is_watched and delivery != Delivery():
        fail(_("--watch prints for people: leave out --format and --output."))
    with ExitStack() as stack:
        if not is_watched:
            launcher = stack.enter_context(_launcher(asked["containment"]))
        options = _options(asked, is_watched=is_watched)
        where = folder if folder is not None else course.handout(assignment)
        keep = partial(_keep, course=course, files=(json_file, html_file), hidden=hidden)
        render = partial(_rendered, verbose=verbose, command=_command(assignment, folder))
        if is_watched:
            from grader.commands.watch import watch  # noqa: PLC0415  (--help does not need it)
            from grader.submission import locate  # noqa: PLC0415

            watch(course, assignment, locate(where, assignment), options, keep, render)
        report = keep(_grade(course, assignment, where, options, launcher))
        delivery.deliver(report, partial(render, report))
    unconfirmed = options.oracle == "tf" and report.oracle.state != "agreed"
    raise SystemExit(BROKEN if unconfirmed else report.exit_code)


def _options(asked: _Asked, *, is_watched: bool) -> Options:
    """Return what was asked for, with a seed."""
    from grader.session import Options  # noqa: PLC0415  (as above)

    seed = _seed(asked["commit"]) if asked["seed"] is None else asked["seed"]
    return Options(
        seed=seed,
        commit=asked["commit"],
        examples=asked["examples"],
        only=asked["only"],
        oracle=asked["oracle"],
        containment=asked["containment"],
        strict=asked["strict"],
        calls="recorded" if asked["quick"] or is_watched else "all",
    )


def _seed(commit: str) -> int:
    """Return the seed of a commit, so that it is graded alike each time; else any."""
    if commit:
        return int(commit[:_SEED_DIGITS], 16)
    return int.from_bytes(os.urandom(4), "big") % _SEEDS


def _launcher(containment: Wanted) -> Launcher:
    """Begin to start the student's process: that takes a while, in which the rest is imported."""
    from grader.worker.launch import Launcher  # noqa: PLC0415  (as above)

    return Launcher(containment)


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


def _keep(
    report: Report, *, course: Course, files: tuple[Path | None, Path | None], hidden: bool
) -> Report:
    """Write a report where it is wanted, also as a page, remember it, return what may be shown."""
    from grader.last import remember  # noqa: PLC0415  (as above)

    if hidden:
        from grader.report.hidden import without_inputs  # noqa: PLC0415  (as above)

        report = without_inputs(report)
    json_file, html_file = files
    if json_file is not None:
        from grader.model import encode_report  # noqa: PLC0415  (as above)

        write(json_file, encode_report(report))
    if html_file is not None:
        from grader.report.formats import Setting, printed_of  # noqa: PLC0415  (as above)

        write(html_file, printed_of("html", report, Setting()).encode())
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
