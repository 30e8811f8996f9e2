"""What the commands share: exit codes, the course option, and how a command ends badly."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from grader.course import Course

__all__ = [
    "BROKEN",
    "INTERRUPTED",
    "USAGE",
    "course_option",
    "fail",
    "find_course",
    "usage_errors",
    "width",
]

USAGE, BROKEN, INTERRUPTED = 2, 3, 130

course_option = click.option(
    "--course",
    type=click.Path(path_type=Path),
    help="The course's folder (with assignments/); found from the working directory otherwise.",
)


def fail(sentence: str, code: int = USAGE) -> NoReturn:
    """End the command with a sentence.

    Raises:
        SystemExit: always.
    """
    click.echo(sentence, err=True)
    raise SystemExit(code)


def find_course(named: Path | None) -> Course:
    """Find the course that is named, or that the working directory lies in.

    Raises:
        CourseError: there is none.
    """
    # Imported late, here and below: --help needs none of it.
    from grader import course  # noqa: PLC0415

    return course.find_course(Path.cwd(), named=named)


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what the user can mend into one sentence and exit code 2."""
    from grader.authoring import AuthoringError  # noqa: PLC0415
    from grader.course import CourseError  # noqa: PLC0415
    from grader.session import SelectionError  # noqa: PLC0415
    from grader.worker.launch import ContainmentError  # noqa: PLC0415

    try:
        yield
    except (ContainmentError, CourseError, SelectionError, NotADirectoryError) as error:
        fail(str(error))
    except AuthoringError as error:
        fail(f"The course is declared in a way that cannot work: {error}", BROKEN)


def width() -> int:
    """Return the terminal's width in columns, 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns
