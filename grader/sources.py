"""Where the calls of an assignment come from: its casebook, its reference, or both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader.course import Course, CourseError, RefusedError
from grader.digest import sources_digest
from grader.language import _, current

if TYPE_CHECKING:
    from grader.casebook import Casebook
    from grader.subject import Curriculum

__all__ = ["Sources", "Wanted", "find_sources", "load_curriculum"]

#: Recorded calls and then fresh ones, as far as they can be had, or one of them.
Wanted = Literal["all", "recorded", "fresh"]


@dataclass(frozen=True)
class Sources:
    """What there is, and what of it is wanted.

    Attributes:
        assignment: The assignment's id.
        reference: The folder of its reference; ``None`` where there is none.
        path: Its casebook; ``None`` where there is none.
        wanted: Which calls are wanted.
    """

    assignment: str
    reference: Path | None
    path: Path | None
    wanted: Wanted = "all"

    @property
    def is_fresh(self) -> bool:
        """Whether fresh calls are to be tried."""
        return self.reference is not None and self.wanted != "recorded"

    @cached_property
    def digest(self) -> str:
        """A hash of the reference's sources; empty where there is no reference."""
        return "" if self.reference is None else sources_digest(self.reference)

    def casebook(self) -> Casebook | None:
        """Read the casebook, if there is one and it is wanted.

        Raises:
            RefusedError: it cannot be used.
        """
        from grader.casebook import CasebookError, read_casebook  # noqa: PLC0415  (loads numpy)

        if self.path is None or self.wanted == "fresh":
            return None
        try:
            found = read_casebook(self.path)
        except FileNotFoundError:
            return None
        except CasebookError as error:
            raise RefusedError(self._refusal(str(error))) from error
        if found.about.assignment != self.assignment:
            reason = _("it is the casebook of {other}").format(other=found.about.assignment)
            raise RefusedError(self._refusal(reason))
        if self.reference is not None and found.about.digest != self.digest:
            reason = _("it is out of date, because the reference has changed")
            raise RefusedError(self._refusal(reason))
        return found

    def _refusal(self, reason: str) -> str:
        text = _("The casebook of {assignment} cannot be used: {reason}.")
        sentence = text.format(assignment=self.assignment, reason=reason)
        if self.reference is not None:
            todo = _("Run: {command}").format(command=f"grader casebook {self.assignment}")
        else:
            todo = _("Get {file} from the course again.").format(file=self.path)
        return f"{sentence} {todo}"


def find_sources(course: Course, assignment: str, wanted: Wanted = "all") -> Sources:
    """Look what there is of an assignment, without reading any of it.

    Raises:
        CourseError: there is no such assignment, or nothing to check it against.
    """
    path = course.casebook(assignment)
    # Without a casebook there has to be a reference, and it is said what is missing.
    has_to = path is None or wanted == "fresh"
    reference = course.reference(assignment) if has_to or course.has_reference(assignment) else None
    if path is None and wanted == "recorded":
        text = _("There is no casebook of {assignment}. Run: {command}")
        command = f"grader casebook {assignment}"
        raise CourseError(text.format(assignment=assignment, command=command))
    return Sources(assignment, reference, path, wanted)


def load_curriculum(course: Course, assignment: str) -> Curriculum:
    """Return an assignment, from its reference or else from its casebook, in the spoken language.

    Raises:
        CourseError: there is no such assignment, or neither.
        RefusedError: there is only a casebook, and it cannot be used.
    """
    if course.has_reference(assignment):
        return course.load(assignment, current())
    from grader.recorded import recorded_assignment  # noqa: PLC0415  (loads numpy)

    casebook = find_sources(course, assignment).casebook()
    if casebook is None:  # It was there a moment ago.
        return course.load(assignment, current())
    return recorded_assignment(casebook, current())
