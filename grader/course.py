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
from typing import TYPE_CHECKING

from grader.language import LANGUAGES, _, catalogue

if TYPE_CHECKING:
    from grader.authoring import Assignment

__all__ = ["Course", "CourseError", "RefusedError", "find_course"]


class CourseError(Exception):
    """A course or an assignment cannot be found; the message says what to do."""


class RefusedError(Exception):
    """There is a casebook, and it cannot be used; the message is why, and what to do."""


@dataclass(frozen=True)
class Course:
    """A folder that holds a course.

    Attributes:
        root: The folder itself.
    """

    root: Path

    @property
    def language(self) -> str | None:
        """The language that the course is held in, as its ``course.toml`` says; or ``None``.

        Raises:
            CourseError: that file cannot be read, or names a language that is not spoken.
        """
        path = self.root / "course.toml"
        if not path.exists():
            return None
        import tomllib  # noqa: PLC0415  (most courses have no such file)

        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:  # Not there to be read, not UTF-8, or not TOML.
            problem = error.strerror if isinstance(error, OSError) else error
            text = _("{file} cannot be read: {reason}.")
            raise CourseError(text.format(file=path, reason=problem)) from error
        language = settings.get("language")
        if language is not None and language not in LANGUAGES:
            text = _("{file} has language = {language}. It should be one of: {known}.")
            known = ", ".join(f'"{one}"' for one in LANGUAGES)
            wrong = f'"{language}"' if isinstance(language, str) else repr(language)
            raise CourseError(text.format(file=path, language=wrong, known=known))
        return language

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

    def casebook(self, assignment: str) -> Path | None:
        """Return an assignment's casebook, ``None`` where it has none.

        Raises:
            CourseError: there is no such assignment.
        """
        self._check_known(assignment)
        path = self.handout(assignment) / "casebook.npz"
        return path if path.exists() else None

    def has_reference(self, assignment: str) -> bool:
        """Say whether this copy of the course has the reference of an assignment.

        Raises:
            CourseError: there is no such assignment.
        """
        self._check_known(assignment)
        return (self.root / "reference" / assignment / "__init__.py").is_file()

    def reference(self, assignment: str) -> Path:
        """Return the folder of an assignment's reference.

        Raises:
            CourseError: there is no such assignment, or this copy has no reference.
        """
        folder = self.root / "reference" / assignment
        if self.has_reference(assignment):
            return folder
        text = _(
            "This copy of the course has no reference for {assignment} "
            "({folder} is missing), so it cannot be graded here."
        )
        raise CourseError(text.format(assignment=assignment, folder=folder))

    def _check_known(self, assignment: str) -> None:
        # Only a name that was listed: "../somewhere" is a path, and would be run.
        known = self.assignment_ids()
        if assignment not in known:
            raise CourseError(_no_assignment(assignment, known))

    def load(self, assignment: str, language: str = LANGUAGES[0]) -> Assignment:
        """Load an assignment's reference package, its texts in ``language``.

        Raises:
            CourseError: there is no such assignment.
            AuthoringError: it is declared in a way that cannot work.
        """
        from grader.translate import translated  # noqa: PLC0415  (a casebook needs none of it)

        folder = self.reference(assignment)
        loaded = load_assignment(folder)
        return translated(loaded, catalogue(folder, assignment, language).gettext)


def find_course(start: Path, *, named: Path | None = None) -> Course:
    """Return the course that ``start`` lies in, or the one in the folder ``named``.

    Raises:
        CourseError: there is none.
    """
    if named is not None:
        if (named / "assignments").is_dir():
            return Course(named.resolve())
        text = _("There is no course in {folder}: it has no folder assignments/.")
        raise CourseError(text.format(folder=named))
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "assignments").is_dir():
            return Course(folder)
    text = _(
        "There is no course in {folder} or above it. "
        "Go to the course's folder (the one with assignments/), or name it with --course."
    )
    raise CourseError(text.format(folder=start.resolve()))


def _no_assignment(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    sentences = [_("There is no assignment {name} in this course.").format(name=repr(name))]
    if near:
        sentences.append(_("Did you mean {name}?").format(name=near[0]))
    names = ", ".join(known) if known else _("none")
    sentences.append(_("Assignments: {names}.").format(names=names))
    return " ".join(sentences)


def load_assignment(folder: Path) -> Assignment:
    """Load the package in ``folder`` under a name of its own and return its ``ASSIGNMENT``.

    Raises:
        CourseError: the package has no ``ASSIGNMENT``.
    """
    from grader.authoring import Assignment  # noqa: PLC0415  (as above)

    name = f"_course_{folder.name}"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise CourseError(_("{folder} cannot be loaded.").format(folder=folder))
    # Another copy of the course may have been loaded here before: none of its modules stays.
    for old in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[old]
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    assignment = getattr(module, "ASSIGNMENT", None)
    if not isinstance(assignment, Assignment):
        text = _("{file} does not define ASSIGNMENT = Assignment(...).")
        raise CourseError(text.format(file=folder / "__init__.py"))
    return assignment
