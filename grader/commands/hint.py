"""``grader hint``: hints for an exercise, beginning with what the last check has found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.commands.common import fail, in_course, shared_options, width
from grader.language import _, current
from grader.width import wrap

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Finding, Report
    from grader.subject import Curriculum, Subject

__all__ = ["hint", "named_exercise"]


@click.command()
@click.argument("assignment")
@click.argument("exercise", required=False)
@click.option("-m", "--more", count=True, help="One more hint each time it is given.")
@in_course
def hint(assignment: str, exercise: str | None, more: int, course: Course) -> None:
    """Show a hint for an EXERCISE; one more for each --more.

    It begins with what the last check has found; without an EXERCISE, with the first that failed.
    """
    from grader.last import recall  # noqa: PLC0415  (--help does not need it)
    from grader.sources import load_curriculum  # noqa: PLC0415

    loaded = load_curriculum(course, assignment)
    report = recall(course.root, assignment)
    name = exercise or _first_to_do(loaded, report)
    found = named_exercise(loaded, name)
    finding = _finding(report, name)
    says = ""
    known: list[str] = []
    if report is not None and finding is not None:
        says, known = _known(found, finding, report.language)
    if says or exercise is None:
        _echo_wrapped(f"{name}: {says}" if says else name, "", "  ")
        click.echo()
    if finding is not None and finding.because_of:
        text = _("It fails for the same reason as {cause}. Mend that one first.")
        _echo_wrapped(text.format(cause=finding.because_of), "", "")
        click.echo()
    hints = [*known, *found.hints]
    shown = hints[: more + 1]
    for number, one in enumerate(shown, start=1):
        _echo_wrapped(f"{number}. {one}", "", "   ")
    if left := len(hints) - len(shown):
        again = " ".join(["--more"] * (more + 1))
        command = f"grader hint {assignment} {name}{shared_options()} {again}"
        click.echo("\n" + _("{count} more:  {command}").format(count=left, command=command))
    else:
        click.echo("\n" + _("That was the last hint."))


def _first_to_do(assignment: Curriculum, report: Report | None) -> str:
    """Return the first exercise that failed in the last check, else the first not started."""
    if report is None:
        names = ", ".join(exercise.name for _concept, exercise in assignment.exercises)
        fail(_("Nothing was checked here yet. Name an exercise: {names}.").format(names=names))
    known = {exercise.name for _concept, exercise in assignment.exercises}
    waiting = [
        finding.exercise
        for status in ("failed", "not_started", "not_graded", "broken")
        for finding in report.findings
        if finding.status == status and not finding.because_of and finding.exercise in known
    ]
    if not waiting:
        fail(_("Everything passed in the last check. Name an exercise to see its hints."))
    return waiting[0]


def named_exercise(assignment: Curriculum, name: str) -> Subject:
    """Return an exercise by its name.

    Raises:
        SystemExit: the name is that of a concept.
        SelectionError: there is nothing of this name.
    """
    from grader.selection import select  # noqa: PLC0415  (as above)

    names = select(assignment, [name])
    if name not in names:
        text = _("{name} is a concept. Name one of its exercises: {names}.")
        fail(text.format(name=name, names=", ".join(names)))
    return next(one for _concept, one in assignment.exercises if one.name == name)


def _finding(report: Report | None, name: str) -> Finding | None:
    findings = () if report is None else report.findings
    return next((one for one in findings if one.exercise == name and one.diagnosis), None)


def _known(exercise: Subject, finding: Finding, language: str) -> tuple[str, list[str]]:
    """Return what was found, and what hints at it, in the language being spoken."""
    from grader.explain.forms import FORMS  # noqa: PLC0415  (loads numpy)

    diagnosis = finding.diagnosis
    if diagnosis is None or diagnosis.kind == "symptoms":
        return "", []
    texts = {form.id: (_(form.says), _(form.hint)) for form in FORMS}
    texts |= {one.id: (one.says, one.hint) for one, _variant in exercise.wrong_answers}
    known = [texts[one] for one in diagnosis.misconceptions if one in texts]
    # Two mistakes need words between them, which the report has in its own language.
    alone = known[0][0] if len(known) == 1 else ""
    return (diagnosis.says if language == current() else alone), [hint for _says, hint in known]


def _echo_wrapped(text: str, first: str, rest: str) -> None:
    for line in wrap(text, min(width(), 80), first, rest):
        click.echo(line)
