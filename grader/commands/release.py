"""``grader release``: what is given to students, or to the service that grades them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.changes import echo_changes
from grader.commands.common import BROKEN, fail, in_course, language_asked_for
from grader.language import _

if TYPE_CHECKING:
    from grader.author.release import Kind, Wanted
    from grader.author.release_write import Outcome
    from grader.course import Course

__all__ = ["release"]


@click.command()
@click.argument("assignment")
@click.argument("target", metavar="DEST", type=click.Path(path_type=Path))
@in_course
@click.option("--comment", is_flag=True, help="Write feedback into pull requests, as one comment.")
@click.option(
    "--notebook",
    is_flag=True,
    help="Let students work in a notebook: it is there instead of the stubs.",
)
@click.option(
    "--wheel",
    type=click.Path(path_type=Path),
    help="Put this wheel of the grader into the release, and install it from there.",
)
@click.option(
    "--requirements",
    type=click.Path(path_type=Path),
    help="Take this requirements.txt, perhaps with hashes; else exact versions as installed here.",
)
@click.option(
    "--gradescope",
    "kind",
    flag_value="gradescope",
    help="Make DEST.zip, an autograder for Gradescope, with the reference in it.",
)
@click.option(
    "--classroom50",
    "kind",
    flag_value="classroom50",
    help="Make the folder of an autograder for Classroom 50.",
)
def release(
    assignment: str,
    target: Path,
    course: Course,
    *,
    comment: bool,
    notebook: bool,
    wheel: Path | None,
    requirements: Path | None,
    kind: Kind | None,
) -> None:
    """Write what students get of ASSIGNMENT to DEST, and verify that it gives nothing away.

    DEST is a new folder, or has an earlier release: what was changed there is kept. Stubs and
    texts are in the language of --lang, else in the course's.
    """
    course.casebook(assignment)  # An unknown assignment is told before anything else.
    if comment and kind is not None:
        fail(_("--comment is for a repository on GitHub: leave it out here."))
    if notebook and kind is not None:
        fail(_("--notebook is for what students get: leave it out here."))
    if kind == "gradescope" and target.suffix != ".zip":
        text = _("Gradescope takes an archive: name a file that ends in .zip, not {target}.")
        fail(text.format(target=target))
    from grader.author.release_write import write_release  # noqa: PLC0415  (--help needs it not)
    from grader.author.requirements import ReleaseError  # noqa: PLC0415
    from grader.updating import UpdateError  # noqa: PLC0415

    try:
        wanted = _wanted(kind, wheel, requirements, comment=comment, notebook=notebook)
        outcome = write_release(course, assignment, target, wanted)
    except (ReleaseError, UpdateError) as error:
        fail(str(error))
    except OSError as error:
        text = _("{file} cannot be written: {reason}.")
        fail(text.format(file=error.filename or target, reason=error.strerror))
    _tell(outcome, target)


def _wanted(
    kind: Kind | None,
    wheel: Path | None,
    requirements: Path | None,
    *,
    comment: bool,
    notebook: bool,
) -> Wanted:
    """Read what was named, and return what is wanted."""
    from grader.author.release import Wanted  # noqa: PLC0415  (as above)
    from grader.author.requirements import read_requirements, read_wheel  # noqa: PLC0415

    read = None if wheel is None else read_wheel(wheel)
    return Wanted(
        kind=kind or "github",
        language=language_asked_for(),
        comment=comment,
        notebook=notebook,
        wheel=read,
        requirements=None if requirements is None else read_requirements(requirements, read),
    )


def _tell(outcome: Outcome, target: Path) -> None:
    """Print what was done and what was verified, or what is wrong."""
    if outcome.problems:
        for problem in outcome.problems:
            click.echo(problem, err=True)
        fail(_("Nothing was written to {target}.").format(target=target), BROKEN)
    if outcome.size:
        text = (
            _("wrote {file}: {size} kB.")
            if outcome.is_new
            else _("{file} stays as it was: {size} kB.")
        )
        click.echo(text.format(file=target.name, size=round(outcome.size / 1000)))
    elif outcome.is_new:
        echo_changes(outcome.changes)
    else:
        click.echo(_("{folder} stays as it was.").format(folder=target))
    text = _("Version {version} of {assignment}. Verified:")
    manifest = outcome.manifest
    click.echo(text.format(version=manifest.version, assignment=manifest.assignment))
    for check in outcome.checks:
        click.echo(f"  {check.seen}")
