"""Where the submission is that pytest is to grade, and what else was named."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.course import Course, CourseError, RefusedError, find_course
from grader.declared import AuthoringError
from grader.language import _, choose, speaking
from grader.submission import locate

__all__ = ["Place", "find", "usage_errors"]


@dataclass(frozen=True)
class Place:
    """What is graded, and where it is.

    Attributes:
        course: The course.
        assignment: The assignment's id.
        language: The language to speak.
        folder: The submission.
        files: The folder in it that has the files.
        named: The files and folders that were named, if any were.
    """

    course: Course
    assignment: str
    language: str
    folder: Path
    files: Path
    named: tuple[Path, ...]

    @property
    def others(self) -> frozenset[Path]:
        """Files outside of the submission that were named, to be collected as ever."""
        return frozenset(one for one in self.named if one.is_file() and not self.has(one))

    @property
    def is_graded(self) -> bool:
        """Whether there may be exercises among what was named."""
        return not self.named or not self.others.issuperset(self.named)

    def has(self, path: Path) -> bool:
        """Say whether a path leads into the submission, by links or without."""
        return path.resolve().is_relative_to(self.folder.resolve())

    def is_in(self, folder: Path) -> bool:
        """Say whether the files lie in a folder."""
        return self.files.resolve().is_relative_to(folder.resolve())

    def is_way(self, path: Path) -> bool:
        """Say whether a path is the folder with the files, or above it."""
        return path == self.files or path in self.files.parents


def find(config: pytest.Config, options: argparse.Namespace) -> Place:
    """Find the course, and the submission in it or wherever it is.

    Raises:
        pytest.UsageError: there is none, or pytest has its settings from there.
    """
    start = config.invocation_params.dir
    with speaking(choose(None, os.environ, None)), usage_errors():
        course = _course(start, options.grader_course)
        language = choose(None, os.environ, course.language)
    with speaking(language), usage_errors():
        course.casebook(options.grader)  # An unknown assignment is told before a missing folder.
        folder = course.handout(options.grader)
        if options.grader_submission is not None:
            folder = _absolute(start / options.grader_submission)
        files = locate(folder, options.grader)
        named = tuple(_absolute(start / one.partition("::")[0]) for one in options.file_or_dir)
        place = Place(course, options.grader, language, folder, files, named)
        if config.inipath is not None and place.has(config.inipath):
            text = _(
                "pytest has taken its settings from {file}, which belongs to the submission. "
                "Name another file with -c, or start pytest outside of the submission."
            )
            raise pytest.UsageError(text.format(file=config.inipath))
    return place


def _course(start: Path, named: str | None) -> Course:
    if named is not None:
        return find_course(start, named=start / named)
    try:
        return find_course(start)
    except CourseError:
        text = _("There is no course in {folder} or above it. Name one with --grader-course.")
        raise CourseError(text.format(folder=start)) from None


def _absolute(path: Path) -> Path:
    """Return a path as pytest has it: absolute, without ``..``, and with the links in it."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve would follow links)


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what the user can mend into one sentence and exit code 4.

    Raises:
        pytest.UsageError: there is something to mend.
    """
    try:
        yield
    except (CourseError, RefusedError, NotADirectoryError) as error:
        raise pytest.UsageError(str(error)) from None
    except AuthoringError as error:
        text = _("The course is declared in a way that cannot work: {problem}")
        raise pytest.UsageError(text.format(problem=error)) from None
