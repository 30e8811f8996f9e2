"""``grader list`` and ``grader stubs``: what a course holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import click

from grader.commands.common import fail, in_course, language_asked_for, width
from grader.language import LANGUAGES, _, choose_for_files
from grader.width import wrap

if TYPE_CHECKING:
    from grader.course import Course

__all__ = ["list_assignments", "stubs"]


@click.command(name="list")
@in_course
def list_assignments(course: Course) -> None:
    """List assignments, concepts and exercises."""
    from grader.sources import load_curriculum  # noqa: PLC0415  (--help does not need it)

    for number, name in enumerate(course.assignment_ids()):
        assignment = load_curriculum(course, name)
        if number:
            click.echo()
        total = sum(exercise.points for _concept, exercise in assignment.exercises)
        points = _("({points} points)").format(points=total)
        click.echo(f"{assignment.id}  {assignment.title}  {points}")
        for concept in assignment.concepts:
            click.echo(f"\n  {concept.title}")
            _echo_wrapped(concept.goal, "    ", "    ")
            for exercise in concept.exercises:
                call = f"{exercise.name}({', '.join(exercise.parameters)})"
                click.echo(f"    {exercise.points:>3}  {call}")


def _echo_wrapped(text: str, first: str, rest: str) -> None:
    for line in wrap(text, min(width(), 80), first, rest):
        click.echo(line)


@click.command()
@click.argument("assignment")
@in_course
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a stub is not up to date.")
@click.option("--force", is_flag=True, help="Overwrite files that somebody has worked on.")
def stubs(
    assignment: str,
    course: Course,
    check: bool,  # noqa: FBT001  (click gives flags this way)
    force: bool,  # noqa: FBT001  (as check)
) -> None:
    """Write the students' stubs of ASSIGNMENT from the reference."""
    if check:
        _check_stubs(course, assignment)
    from grader.author.stubs import outdated, worked_on, write_stubs  # noqa: PLC0415  (as above)

    reference, handout = course.reference(assignment), course.handout(assignment)
    loaded = course.load(assignment)
    language = choose_for_files(language_asked_for(), os.environ, course.language)
    old = outdated(loaded, reference, handout, [language])
    kept = [path for path in old if worked_on(path)]
    if kept and not force:
        text = _("Nothing was written: {files} would lose work. Use --force to overwrite it.")
        fail(text.format(files=", ".join(path.name for path in kept)))
    for path in write_stubs(loaded, reference, handout, language):
        click.echo(_("wrote {file}").format(file=path.name))


def _check_stubs(course: Course, assignment: str) -> NoReturn:
    """Say which stubs are not up to date, in the language asked for or else in any."""
    from grader.author.stubs import outdated  # noqa: PLC0415  (as above)

    asked = language_asked_for()
    languages = LANGUAGES if asked is None else (asked,)
    reference, handout = course.reference(assignment), course.handout(assignment)
    old = outdated(course.load(assignment), reference, handout, languages)
    command = f"grader stubs {assignment}" + ("" if asked is None else f" --lang {asked}")
    for path in old:
        text = _("{file} is not what the reference gives. Run: {command}")
        click.echo(text.format(file=path, command=command))
    if not old:
        click.echo(_("All stubs of {assignment} are up to date.").format(assignment=assignment))
    raise SystemExit(1 if old else 0)
