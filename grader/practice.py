"""``%grade``: checks the functions of a running notebook, against recorded answers alone.

Checked is what has been run, in the order in which it was run: the texts of the cells, taken
apart as those of a saved notebook are. Nothing of it is run here: student code runs in the
contained process, as always. IPython is not imported; ``%load_ext grader`` hands it over.
"""

from __future__ import annotations

import atexit
import os
import shlex
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

from grader.course import Course, CourseError, RefusedError, find_course
from grader.declared import AuthoringError
from grader.language import LANGUAGES, _, choose, current, speaking
from grader.selection import SelectionError

if TYPE_CHECKING:
    from grader.model import Finding, Report
    from grader.report.practice import Shown
    from grader.worker.launch import Launcher

__all__ = ["Practice", "Request", "RequestError", "load_ipython_extension", "read_request"]

_OPTIONS: Final = ("--assignment", "--course", "--lang")


class Shell(Protocol):
    """What is used of IPython's shell."""

    history_manager: Any
    display_formatter: Any
    display_pub: Any

    def register_magic_function(self, func: object, magic_kind: str, magic_name: str) -> None:
        """Make a function a magic."""


def load_ipython_extension(shell: Shell) -> None:
    """Give a notebook ``%grade``; IPython calls this for ``%load_ext grader``."""
    practice = Practice(shell)
    atexit.register(practice.close)
    shell.register_magic_function(practice.grade, "line", "grade")


class RequestError(Exception):
    """What stands after ``%grade`` cannot be understood; the message says why."""


@dataclass(frozen=True)
class Request:
    """What stands after ``%grade``.

    Attributes:
        names: Exercises or concepts; empty for all of them.
        assignment: The assignment's id; empty to find it.
        course: The course's folder; empty to find it.
        language: The language; empty to choose it.
    """

    names: tuple[str, ...] = ()
    assignment: str = ""
    course: str = ""
    language: str = ""


def read_request(line: str) -> Request:
    """Read what stands after ``%grade``.

    Raises:
        RequestError: it cannot be understood.

    Example:
        >>> read_request("conv2d padding --lang=ko  # once more")
        Request(names=('conv2d', 'padding'), assignment='', course='', language='ko')
    """
    try:
        # Elsewhere a backslash is a part of a path.
        words = shlex.split(line, comments=True, posix=os.name == "posix")
    except ValueError as error:
        raise RequestError(_("A quote is opened here, and not closed.")) from error
    names: list[str] = []
    options: dict[str, str] = {}
    while words:
        word, equals, value = words.pop(0).partition("=")
        if not word.startswith("-"):
            names.append(word + equals + value)
        elif word not in _OPTIONS:
            text = _("There is no option {option} here. There are: {known}.")
            raise RequestError(text.format(option=word, known=", ".join(_OPTIONS)))
        elif not equals and not words:
            text = _("{option} needs a value behind it.")
            raise RequestError(text.format(option=word))
        else:
            options[word] = (value if equals else words.pop(0)).strip("\"'")
    language = options.get("--lang", "")
    if language and language not in LANGUAGES:
        text = _("There is no language {language}. There are: {known}.")
        raise RequestError(text.format(language=language, known=", ".join(LANGUAGES)))
    return Request(
        tuple(names), options.get("--assignment", ""), options.get("--course", ""), language
    )


class Practice:
    """``%grade`` in one running notebook.

    Attributes:
        shell: The notebook's IPython.
    """

    def __init__(self, shell: Shell) -> None:
        """Begin with nothing started."""
        self.shell = shell
        self._launcher: Launcher | None = None

    def grade(self, line: str = "") -> None:
        """Check functions of this notebook, as far as their cells have been run.

        %grade NAME ...     these exercises or concepts
        %grade              all of them

        --assignment ID     the assignment, where the course has several
        --course DIR        the course's folder, where the notebook is not in it
        --lang en|ko        the language
        """
        with ExitStack() as spoken:
            spoken.enter_context(speaking(choose(None, os.environ, None)))
            try:
                shown = self._answer(line, spoken)
            except BaseException:
                # Stopped while an answer was on its way: the next check has a new process.
                self.close()
                raise
        self.shell.display_pub.publish(*self.shell.display_formatter.format(shown))

    def close(self) -> None:
        """End the process that is kept for the next check."""
        launcher, self._launcher = self._launcher, None
        if launcher is not None:
            launcher.close()

    def _answer(self, line: str, spoken: ExitStack) -> Shown:
        """Return what is to be shown, whatever happens."""
        # Imported late, here and below: who only loads the extension does not wait.
        from grader.report.practice import sentence, shown  # noqa: PLC0415
        from grader.worker.launch import ContainmentError  # noqa: PLC0415

        told = (ContainmentError, CourseError, NotADirectoryError, RefusedError, RequestError)
        try:
            return shown(self._checked(read_request(line), spoken))
        except (*told, SelectionError) as error:
            return sentence(str(error))
        except AuthoringError as error:
            text = _("The course is declared in a way that cannot work: {problem}")
            return sentence(text.format(problem=error))
        except Exception as error:  # noqa: BLE001  (whatever it is, it is ours)
            self.close()
            text = _("The grader itself failed; your work is not at fault.")
            return sentence(f"{text} ({type(error).__name__}: {error})")

    def _checked(self, request: Request, spoken: ExitStack) -> Report:
        """Check what has been run."""
        spoken.enter_context(speaking(choose(request.language, os.environ, None)))
        here = Path.cwd()
        course = find_course(here, named=Path(request.course) if request.course else None)
        spoken.enter_context(speaking(choose(request.language, os.environ, course.language)))
        assignment = request.assignment or assignment_at(course, here)
        course.casebook(assignment)  # An unknown one is told before anything is started.
        from grader.worker.launch import Launcher  # noqa: PLC0415

        if self._launcher is None:
            self._launcher = Launcher()  # It begins to start; meanwhile the rest is imported.
        cells = cells_run(self.shell.history_manager.input_hist_raw)
        return _graded(course, assignment, request.names, cells, self._launcher)


def _graded(
    course: Course,
    assignment: str,
    names: tuple[str, ...],
    cells: Sequence[tuple[int, str]],
    launcher: Launcher,
) -> Report:
    """Grade the functions in some cells, by recorded calls."""
    from grader.notebook import extract  # noqa: PLC0415  (as above)
    from grader.recorded import recorded_assignment  # noqa: PLC0415
    from grader.session import Options, grade  # noqa: PLC0415
    from grader.sources import find_sources  # noqa: PLC0415
    from grader.submission import Submission, with_notebooks  # noqa: PLC0415

    name = _("this notebook")
    taken = extract(cells, name)
    casebook = find_sources(course, assignment, "recorded").casebook()
    if casebook is None:  # It was there a moment ago.
        raise FileNotFoundError(str(course.handout(assignment)))
    subjects = recorded_assignment(casebook, current())
    submission = with_notebooks(
        Submission(name),
        # What was tried out before is of no interest: told is only what a function needs.
        [replace(taken, notes=())],
        [concept.id for concept in subjects.concepts],
        [exercise.name for _concept, exercise in subjects.exercises],
    )
    options = Options(seed=0, only=names, oracle="off", calls="recorded")
    report = grade(course, assignment, submission, options, launcher=launcher)
    findings = tuple(_unless_not_run(one, taken.lost) for one in report.findings)
    return msgspec.structs.replace(report, findings=findings)


def _unless_not_run(finding: Finding, lost: Collection[str]) -> Finding:
    """Take a function of which no cell has been run for one that is not started."""
    if finding.outcome != "missing" or finding.details or finding.exercise in lost:
        return finding
    return msgspec.structs.replace(
        finding, status="not_started", outcome="not_started", location=None, diagnosis=None
    )


def assignment_at(course: Course, here: Path) -> str:
    """Return the assignment that is meant where none is named.

    It is the one whose folder ``here`` is, the released one, or the only one.

    Raises:
        CourseError: there are several, or none.
    """
    from grader.manifest import ManifestError, read_manifest  # noqa: PLC0415

    known = course.assignment_ids()
    for one in known:
        if here.resolve().is_relative_to(course.handout(one).resolve()):
            return one
    try:
        released = read_manifest(course.root).assignment
    except (FileNotFoundError, ManifestError):
        released = ""
    if released in known:
        return released
    if len(known) == 1:
        return known[0]
    text = _("This course has several assignments. Name one with --assignment: {known}.")
    if not known:
        text = _("This course has no assignment.")
    raise CourseError(text.format(known=", ".join(known)))


def cells_run(history: Iterable[str]) -> list[tuple[int, str]]:
    """Return the cells that were run, by their numbers in brackets; of equal ones the last.

    Example:
        >>> cells_run(["", "a = 1", "a = 2", "a = 1"])
        [(2, 'a = 2'), (3, 'a = 1')]
    """
    last = {text: number for number, text in enumerate(history) if text.strip()}
    return sorted((number, text) for text, number in last.items())
