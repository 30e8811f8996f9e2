"""Submissions of our own, graded as a student's is: the reference, the stubs, other styles."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from grader.author.plain import plain_sources
from grader.authoring import Assignment
from grader.course import Course
from grader.model import Report
from grader.proof import Graded, Refused
from grader.session import Options, grade
from grader.worker.launch import Launcher

__all__ = ["ALTERNATIVES", "alternatives", "grade_folder", "plain_reference", "stubs"]

#: The folder, beside the reference, of right answers in other styles: one folder each.
ALTERNATIVES = "alternatives"


def alternatives(reference: Path) -> list[Path]:
    """Return the folders of right answers in other styles."""
    places = (reference / ALTERNATIVES).glob("*/")
    return sorted(path for path in places if path.is_dir() and path.name[0] not in "._")


@contextmanager
def plain_reference(assignment: Assignment, reference: Path) -> Iterator[Path]:
    """Write the reference as a plain submission, and take it away again.

    Raises:
        AuthoringError: it cannot be made one.
    """
    with _folder("reference") as folder:
        for name, source in plain_sources(assignment, reference).items():
            (folder / f"{name}.py").write_text(source, encoding="utf-8")
        yield folder


@contextmanager
def stubs(assignment: Assignment, handout: Path) -> Iterator[Path]:
    """Copy the stubs, and nothing else that may lie beside them."""
    with _folder("stubs") as folder:
        for concept in assignment.concepts:
            path = handout / f"{concept.id}.py"
            if path.is_file():
                shutil.copy(path, folder)
        yield folder


def grade_folder(
    course: Course,
    assignment: str,
    folder: Path,
    launcher: Launcher,
    *,
    seed: int,
    wanted: Literal["passed", "not_started"] = "passed",
) -> Graded:
    """Grade a folder, and say which exercises are not what is wanted."""
    options = Options(seed=seed, oracle="off", strict=True)
    with _folder(folder.name) as copied:
        # What lies below the reference is never taken for a submission.
        shutil.copytree(folder, copied, dirs_exist_ok=True)
        report = grade(course, assignment, copied, options, launcher=launcher)
    return Graded(
        name=folder.name,
        points=report.points,
        max_points=report.max_points,
        exercises=len(report.findings),
        refused=_refused(report, wanted),
    )


def _refused(report: Report, wanted: str) -> tuple[Refused, ...]:
    return tuple(
        Refused(one.exercise, one.status, one.headline)
        for one in report.findings
        if one.status != wanted
    )


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="grader-") as place:
        folder = Path(place, name)
        folder.mkdir()
        yield folder
