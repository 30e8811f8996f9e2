"""``grader list``, ``hint`` and ``stubs``: what a course holds."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands.common import course_option, fail, find_course, usage_errors, width

__all__ = ["hint", "list_assignments", "stubs"]


@click.command(name="list")
@course_option
def list_assignments(course: Path | None) -> None:
    """List assignments, concepts and exercises."""
    with usage_errors():
        found = find_course(course)
        for name in found.assignment_ids():
            assignment = found.load(name)
            points = sum(exercise.points for _, exercise in assignment.exercises)
            click.echo(f"{assignment.id}  {assignment.title}  ({points} points)")
            for concept in assignment.concepts:
                click.echo(f"\n  {concept.title}")
                click.echo(click.wrap_text(concept.goal, min(width(), 80), "    ", "    "))
                for exercise in concept.exercises:
                    call = f"{exercise.name}({', '.join(exercise.parameters)})"
                    click.echo(f"    {exercise.points:>3}  {call}")


@click.command()
@click.argument("assignment")
@click.argument("exercise")
@click.option("-m", "--more", count=True, help="One more hint each time it is given.")
@course_option
def hint(assignment: str, exercise: str, more: int, course: Path | None) -> None:
    """Show a hint for an EXERCISE; one more for each --more."""
    from grader.session import select  # noqa: PLC0415  (loads numpy; --help does not need it)

    with usage_errors():
        ((concept, found), *_) = select(find_course(course).load(assignment), [exercise])
        if exercise == concept.id:
            names = ", ".join(one.name for one in concept.exercises)
            fail(f"{exercise} is a concept. Name one of its exercises: {names}.")
    shown = found.hints[: more + 1]
    columns = min(width(), 80)
    for number, text in enumerate(shown, start=1):
        click.echo(click.wrap_text(f"{number}. {text}", columns, subsequent_indent="   "))
    if left := len(found.hints) - len(shown):
        again = " ".join(["--more"] * (more + 1))
        click.echo(f"\n{left} more:  grader hint {assignment} {exercise} {again}")
    else:
        click.echo("\nThat was the last hint.")


@click.command()
@click.argument("assignment")
@course_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a stub is not up to date.")
@click.option("--force", is_flag=True, help="Overwrite files that somebody has worked on.")
def stubs(
    assignment: str,
    course: Path | None,
    check: bool,  # noqa: FBT001  (click gives flags this way)
    force: bool,  # noqa: FBT001  (as check)
) -> None:
    """Write the students' stubs of ASSIGNMENT from the reference."""
    from grader.author.stubs import outdated, worked_on, write_stubs  # noqa: PLC0415  (as above)

    with usage_errors():
        found = find_course(course)
        reference, handout = found.reference(assignment), found.handout(assignment)
        loaded = found.load(assignment)
        old = outdated(loaded, reference, handout)
        kept = [path for path in old if worked_on(path)]
        if kept and not check and not force:
            names = ", ".join(path.name for path in kept)
            fail(f"Nothing was written: {names} would lose work. Use --force to overwrite it.")
        written = [] if check else write_stubs(loaded, reference, handout)
    for path in written:
        click.echo(f"wrote {path.name}")
    if not check:
        return
    for path in old:
        click.echo(f"{path} is not what the reference gives. Run: grader stubs {assignment}")
    if not old:
        click.echo(f"All stubs of {assignment} are up to date.")
    raise SystemExit(1 if old else 0)
