"""``grader update``: brings a student's copy up to date, and keeps what was written there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.changes import echo_changes
from grader.commands.common import fail, in_course
from grader.language import _

if TYPE_CHECKING:
    from grader.course import Course
    from grader.manifest import Manifest

__all__ = ["update"]


@click.command()
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path))
@in_course
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
def update(source: Path, course: Course, *, check: bool) -> None:
    """Take over what is new in FROM, the folder of a newer release.

    Files that were changed here are kept; what is new for one of them is put beside it as NAME.new.
    """
    from grader.manifest import ManifestError  # noqa: PLC0415  (--help does not need it)
    from grader.updating import UpdateError  # noqa: PLC0415

    try:
        _update(source, course, check=check)
    except (ManifestError, UpdateError) as error:
        fail(str(error))
    except OSError as error:
        text = _("{file} cannot be written: {reason}.")
        fail(text.format(file=error.filename, reason=error.strerror))


def _update(source: Path, course: Course, *, check: bool) -> None:
    """Plan, tell, and do it unless only asked to ``check``."""
    from grader.updating import (  # noqa: PLC0415  (as above)
        apply,
        check_fits,
        is_change,
        look_at,
        plan,
        read_release,
    )

    old = _here(course)
    new, contents = read_release(source)
    check_fits(old, new)
    changes = plan(old, new, look_at(course.root, old, new))
    is_new = old != new or any(map(is_change, changes))
    if not is_new:
        click.echo(_("{folder} stays as it was.").format(folder=course.root))
    elif check:
        click.echo(_("Nothing is written with --check. An update would do this:"))
    else:
        apply(course.root, changes, contents, new)
    if is_new:
        echo_changes(changes)
    _tell_version(old, new)
    raise SystemExit(1 if check and is_new else 0)


def _here(course: Course) -> Manifest:
    """Return the manifest of the copy that we are in."""
    from grader.manifest import MANIFEST, ManifestError, read_manifest  # noqa: PLC0415  (as above)

    try:
        return read_manifest(course.root)
    except FileNotFoundError:
        text = _("{folder} is no copy of a release: it has no {file}.")
        fail(text.format(folder=course.root, file=MANIFEST))
    except ManifestError as error:
        text = _("{file} cannot be used: {reason}.")
        fail(text.format(file=course.root / MANIFEST, reason=error))


def _tell_version(old: Manifest, new: Manifest) -> None:
    if new.version == old.version:
        text = _("Version {version} of {assignment}.")
    elif new.version[:10] < old.version[:10]:  # By their days.
        text = _("Version {version} of {assignment}; it is older than {before}, which was here.")
    else:
        text = _("Version {version} of {assignment}; before, it was {before}.")
    filled = text.format(version=new.version, assignment=new.assignment, before=old.version)
    click.echo(filled)
