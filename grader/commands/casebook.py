"""``grader casebook``: record what does not change, so that a check needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from grader.commands.common import BROKEN, fail, in_course
from grader.commands.output import progress_bar, write
from grader.language import _, ngettext

if TYPE_CHECKING:
    from grader.course import Course

__all__ = ["casebook"]


@click.command()
@click.argument("assignment")
@in_course
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if it is not current.")
def casebook(
    assignment: str,
    course: Course,
    check: bool,  # noqa: FBT001  (click gives flags this way)
) -> None:
    """Write the casebook of ASSIGNMENT: recorded calls, agreed on by the reference and tf.nn."""
    from grader.author import casebook_builder as builder  # noqa: PLC0415  (--help needs it not)
    from grader.casebook import NAME  # noqa: PLC0415

    if check:
        _check(course, assignment)
    try:
        with progress_bar(_("Recording")) as progress:
            built = builder.build(course, assignment, progress)
    except builder.DisagreementError as error:
        text = _("Nothing was written. {problem}")
        fail(text.format(problem=error), BROKEN)
    path = course.handout(assignment) / NAME
    about = built.casebook.about
    if built.is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, built.content)
        text = _("wrote {file}: {size} kB.")
    else:
        text = _("{file} stays as it was: {size} kB.")
    click.echo(text.format(file=path.name, size=round(len(built.content) / 1000)))
    calls = sum(one.calls for one in about.exercises)
    text = ngettext(
        "{calls} call, on which the reference and tf.nn {version} agree.",
        "{calls} calls, on all of which the reference and tf.nn {version} agree.",
        calls,
    )
    click.echo(text.format(calls=calls, version=about.versions["tensorflow"]))


def _check(course: Course, assignment: str) -> NoReturn:
    """Say whether the casebook is current."""
    from grader.author.casebook_builder import problem_of  # noqa: PLC0415  (as above)

    problem = problem_of(course, assignment)
    if problem:
        text = _("The casebook of {assignment} is not current: {problem}. Run: {command}")
        command = f"grader casebook {assignment}"
        click.echo(text.format(assignment=assignment, problem=problem, command=command))
    else:
        text = _("The casebook of {assignment} is current.")
        click.echo(text.format(assignment=assignment))
    raise SystemExit(1 if problem else 0)
