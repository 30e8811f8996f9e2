"""Finds a course on disk and loads its assignments, by path and never through ``sys.path``.

A course is a folder with ``assignments/`` and, for instructors, ``reference/``.
It is looked for from the working directory upwards, or named; never from a
submission's folder, which may hold anything.
"""

from __future__ import annotations

import difflib
import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.authoring import Assignment

__all__ = ["Course", "CourseError", "find_course"]


class CourseError(Exception):
    """A course or an assignment cannot be found; the message says what to do."""


@dataclass(frozen=True)
class Course:
    """A folder that holds a course.

    Attributes:
        root: The folder itself.
    """

    root: Path

    def assignment_ids(self) -> tuple[str, ...]:
        """Return the ids of the assignments, sorted."""
        found: set[str] = set()
        for kind in ("assignments", "reference"):
            if (self.root / kind).is_dir():
                found |= {
                    path.name
                    for path in (self.root / kind).iterdir()
                    if path.is_dir() and path.name.isidentifier() and path.name[0] != "_"
                }
        return tuple(sorted(found))

    def handout(self, assignment: str) -> Path:
        """Return the folder of an assignment's stubs."""
        return self.root / "assignments" / assignment

    def reference(self, assignment: str) -> Path:
        """Return the folder of an assignment's reference.

        Raises:
            CourseError: there is no such assignment, or this copy has no reference.
        """
        folder = self.root / "reference" / assignment
        known = self.assignment_ids()
        # Only a name that was listed: "../somewhere" is a path, and would be run.
        if assignment in known and (folder / "__init__.py").is_file():
            return folder
        if assignment in known:
            raise CourseError(
                f"This copy of the course has no reference for {assignment} "
                f"({folder} is missing), so it cannot be graded here."
            )
        near = difflib.get_close_matches(assignment, known, n=1)
        guess = f" Did you mean {near[0]}?" if near else ""
        names = ", ".join(known) if known else "none"
        raise CourseError(
            f"There is no assignment {assignment!r} in this course.{guess} Assignments: {names}."
        )

    def load(self, assignment: str) -> Assignment:
        """Load an assignment's reference package.

        Raises:
            CourseError: there is no such assignment.
            AuthoringError: it is declared in a way that cannot work.
        """
        return load_assignment(self.reference(assignment))


def find_course(start: Path, *, named: Path | None = None) -> Course:
    """Return the course that ``start`` lies in, or the one in the folder ``named``.

    Raises:
        CourseError: there is none.
    """
    if named is not None:
        if (named / "assignments").is_dir():
            return Course(named.resolve())
        raise CourseError(f"There is no course in {named}: it has no folder assignments/.")
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "assignments").is_dir():
            return Course(folder)
    raise CourseError(
        f"There is no course in {start.resolve()} or above it. "
        "Go to the course's folder (the one with assignments/), or name it with --course."
    )


def load_assignment(folder: Path) -> Assignment:
    """Load the package in ``folder`` under a name of its own and return its ``ASSIGNMENT``.

    Raises:
        CourseError: the package has no ``ASSIGNMENT``.
    """
    name = f"_course_{folder.name}"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise CourseError(f"{folder} cannot be loaded.")
    # Another copy of the course may have been loaded here before: none of its modules stays.
    for old in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[old]
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    assignment = getattr(module, "ASSIGNMENT", None)
    if not isinstance(assignment, Assignment):
        raise CourseError(f"{folder / '__init__.py'} does not define ASSIGNMENT = Assignment(...).")
    return assignment
