"""A submission that is checked again and again while it is being written.

Only the exercises that a change can reach are checked again. All findings are kept as they are
before mistakes are carried forward, and folded together anew: so each report is
what a check of everything would say now.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from grader.carried import carried_forward
from grader.course import Course
from grader.language import current
from grader.model import Finding, Report
from grader.reach import changed, reached
from grader.recorded import RecordedAssignment, recorded_assignment
from grader.selection import select
from grader.session import Options, grade
from grader.sources import find_sources
from grader.submission import Submission, check_folder, read_submission
from grader.worker.launch import Launcher

__all__ = ["Change", "Watched", "changes"]

#: What a submission is made of.
_ENDINGS: Final = (".py", ".ipynb")
#: How often a folder is looked at where nobody tells, in seconds.
_INTERVAL: Final = 0.1
#: What stays as it is for so long has been written, in seconds.
_SETTLED: Final = 0.05
#: An editor may empty a file before it writes it: then it is looked at so many times.
_LOOKS: Final = 6
#: Something that never stops to write is waited for in so many checks, and no longer.
_PATIENCE: Final = 10
#: How long to trust that changes are told, in milliseconds: a network drive tells none.
_TRUST: Final = 500


def changes(folder: Path) -> Iterator[None]:
    """Yield at once, and then whenever a file of a submission may have changed, for ever.

    A folder that has vanished counts as a change.
    """
    try:
        import watchfiles  # noqa: F401, PLC0415  (is it there?)
    except ImportError:
        return _polled(folder)
    return _notified(folder)


def _notified(folder: Path) -> Iterator[None]:
    """Be told by the system, by way of watchfiles."""
    from watchfiles import watch  # noqa: PLC0415  (only where it is installed)

    yield
    try:
        for _told in watch(
            folder,
            watch_filter=lambda _change, path: path.endswith(_ENDINGS),
            debounce=50,
            step=10,
            rust_timeout=_TRUST,
            yield_on_timeout=True,
            recursive=False,
        ):
            yield
    except (OSError, RuntimeError):  # It cannot watch here: no more inotify watches, say.
        yield from _polled(folder)


def _polled(folder: Path) -> Iterator[None]:
    """Look, again and again."""
    before: frozenset[tuple[object, ...]] | None = None
    while True:
        now = _stamps(folder)
        if now != before:
            before = now
            yield
        time.sleep(_INTERVAL)


def _stamps(folder: Path) -> frozenset[tuple[object, ...]]:
    """Return what tells one state of a folder's files from another, without reading them."""
    found: set[tuple[object, ...]] = set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(_ENDINGS):
                    about = entry.stat(follow_symlinks=False)
                    found.add((entry.name, about.st_mtime_ns, about.st_size, about.st_ino))
    except OSError:  # Gone, or a file of it is just being replaced.
        found.add(("gone",))
    return frozenset(found)


@dataclass(frozen=True)
class Change:
    """What is new in a submission.

    Attributes:
        submission: All of it, as it is now.
        assignment: The assignment, as it is now.
        modules: What was edited, added or removed, sorted; nothing at the first look.
        files: The files that these are in.
        exercises: The exercises to check, in order; there may be none.
        is_all: Whether these are all that are watched.
    """

    submission: Submission
    assignment: RecordedAssignment
    modules: tuple[str, ...]
    files: tuple[str, ...]
    exercises: tuple[str, ...]
    is_all: bool


class Watched:
    """A submission, and what is known of it.

    Example::

        while (change := watched.look()) is not None:
            report = watched.check(change) or report
    """

    def __init__(
        self, course: Course, assignment: str, folder: Path, options: Options, launcher: Launcher
    ) -> None:
        """Begin with nothing known. The launcher is the caller's, for all rounds.

        Raises:
            CourseError: there is no such assignment, or it has no casebook.
            RefusedError: the casebook cannot be used.
        """
        self.course = course
        self.assignment = assignment
        self.folder = folder
        self.options = replace(options, calls="recorded")
        self.launcher = launcher
        recorded = self._recorded()
        self._modules = [concept.id for concept in recorded.concepts]
        self._functions = [exercise.name for _concept, exercise in recorded.exercises]
        self._known: Submission | None = None
        #: The last report, of all exercises that are watched; no mistake is carried forward.
        self._report: Report | None = None
        self._forgotten = 0

    def look(self) -> Change | None:
        """Say what has changed since the last check; ``None`` where nothing has.

        Raises:
            NotADirectoryError: the folder is gone.
            SelectionError: an option names something that is not there.

        and what the constructor raises.
        """
        found = self._whole()
        if found == self._known:
            return None
        assignment = self._recorded()
        every = select(assignment, self.options.only)
        if self._known is None or self._report is None:
            return Change(found, assignment, (), (), every, is_all=True)
        concepts = reached(self._known, found, self._modules)
        if any(one.status == "not_graded" for one in self._report.findings):
            concepts = frozenset(self._modules)  # There was no time left: now there may be.
        exercises = tuple(
            exercise.name
            for concept, exercise in assignment.exercises
            if exercise.name in every and concept.id in concepts
        )
        modules = tuple(sorted(changed(self._known, found)))
        holders = [(found if found.has(one) else self._known, one) for one in modules]
        files = tuple(dict.fromkeys(holder.file_of(one) for holder, one in holders))
        return Change(found, assignment, modules, files, exercises, is_all=exercises == every)

    def check(self, change: Change) -> Report | None:
        """Check what a change can reach, and return a report of all that is watched.

        ``None`` where it has changed once more meanwhile: half a file may have been checked, and
        what came of it is forgotten.
        """
        began = time.monotonic()
        report = self._checked(change)
        time.sleep(max(0.0, began + _SETTLED - time.monotonic()))
        self._forgotten += 1
        if self._read() != change.submission and self._forgotten <= _PATIENCE:
            return None
        self._forgotten = 0
        self._known, self._report = change.submission, report
        if self.options.strict:
            return report
        return _with(report, carried_forward(change.assignment, report.findings))

    def _checked(self, change: Change) -> Report:
        """Return the report before any mistake is carried forward."""
        last = self._report
        if last is not None and not change.exercises:
            return last
        new = self._grade(change.exercises)
        if last is None or change.is_all:
            return new
        if _basis(new) != _basis(last):  # The course itself has changed.
            return self._grade(self.options.only)
        return _merged(last, new)

    def _grade(self, only: tuple[str, ...]) -> Report:
        """Check some exercises, each by itself."""
        options = replace(self.options, only=only, strict=True)
        return grade(self.course, self.assignment, self.folder, options, launcher=self.launcher)

    def _recorded(self) -> RecordedAssignment:
        sources = find_sources(self.course, self.assignment, "recorded")
        casebook = sources.casebook()
        if casebook is None:  # It was there a moment ago: the next look says that it is not.
            return self._recorded()
        return recorded_assignment(casebook, current())

    def _whole(self) -> Submission:
        """Read the files; those that are emptied or gone once more, later."""
        found = self._read()
        for _look in range(_LOOKS):
            if not self._is_less(found):
                break
            time.sleep(_SETTLED)
            found = self._read()
        return found

    def _is_less(self, found: Submission) -> bool:
        """Say whether a file that had something in it is empty now, or gone."""
        known = {} if self._known is None else self._known.sources
        return any(text and not found.sources.get(name) for name, text in known.items())

    def _read(self) -> Submission:
        try:
            return read_submission(self.folder, self._modules, self._functions)
        except FileNotFoundError:  # It vanished while it was read.
            check_folder(self.folder)
            raise


def _basis(report: Report) -> Report:
    """Return what two reports must have in common for their findings to stand side by side."""
    return msgspec.structs.replace(report, findings=(), points=0, max_points=0, seconds=0.0)


def _merged(last: Report, new: Report) -> Report:
    """Return the last report with the findings of a new one in their places."""
    findings = {one.exercise: one for one in (*last.findings, *new.findings)}
    return _with(new, tuple(findings.values()))


def _with(report: Report, findings: tuple[Finding, ...]) -> Report:
    return msgspec.structs.replace(
        report,
        findings=findings,
        points=sum(finding.points for finding in findings),
        max_points=sum(finding.max_points for finding in findings),
    )
