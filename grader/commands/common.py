"""What the commands share: exit codes, a course and its language, and how a command ends badly."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.language import LANGUAGES, _, choose, speaking

if TYPE_CHECKING:
    from grader.course import Course

__all__ = [
    "BROKEN",
    "INTERRUPTED",
    "USAGE",
    "fail",
    "in_course",
    "language_asked_for",
    "language_option",
    "quoted",
    "shared_options",
    "width",
]

USAGE, BROKEN, INTERRUPTED = 2, 3, 130

_course_option = click.option(
    "--course",
    type=click.Path(path_type=Path),
    help="The course's folder (with assignments/); found from the working directory otherwise.",
)
language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language; otherwise that of GRADER_LANG, of the course, or of the system.",
)


def in_course(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options --course and --lang; it gets the course, and speaks the language.

    What the user can mend becomes one sentence, in that language too.
    """

    @_course_option
    @language_option
    @functools.wraps(command)
    def run(*, course: Path | None, lang: str | None, **arguments: object) -> None:
        # Spoken for as long as the command line runs: what ends it badly is told outside of here.
        speak = click.get_current_context().find_root().with_resource
        speak(speaking(choose(lang, os.environ, None)))
        with _usage_errors():
            found = _find_course(course)
            speak(speaking(choose(lang, os.environ, found.language)))
            command(course=found, **arguments)

    return run


def language_asked_for() -> str | None:
    """Return what was given as --lang."""
    lang = click.get_current_context().params["lang"]
    return None if lang is None else str(lang)


def shared_options() -> str:
    """Return the options of :func:`in_course` as they were given, to be typed again."""
    given = click.get_current_context().params
    named = [(name, given[name]) for name in ("course", "lang") if given[name] is not None]
    return "".join(f" --{name} {quoted(value)}" for name, value in named)


def quoted(word: object) -> str:
    """Return a word as it can be typed."""
    return f'"{word}"' if " " in str(word) else str(word)


def fail(sentence: str, code: int = USAGE) -> NoReturn:
    """End the command with a sentence.

    Raises:
        SystemExit: always.
    """
    click.echo(sentence, err=True)
    raise SystemExit(code)


def _find_course(named: Path | None) -> Course:
    """Find the course that is named, or that the working directory lies in."""
    # Imported late, here and below: --help needs none of it.
    from grader import course  # noqa: PLC0415

    return course.find_course(Path.cwd(), named=named)


@contextmanager
def _usage_errors() -> Iterator[None]:
    """Turn what the user can mend into one sentence and exit code 2."""
    from grader.course import CourseError, RefusedError  # noqa: PLC0415
    from grader.declared import AuthoringError  # noqa: PLC0415
    from grader.selection import SelectionError  # noqa: PLC0415
    from grader.worker.launch import ContainmentError  # noqa: PLC0415

    try:
        yield
    except (ContainmentError, CourseError, SelectionError, NotADirectoryError) as error:
        fail(str(error))
    except RefusedError as error:
        fail(str(error), BROKEN)
    except AuthoringError as error:
        text = _("The course is declared in a way that cannot work: {problem}")
        fail(text.format(problem=error), BROKEN)


def width() -> int:
    """Return the terminal's width in columns, 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns
