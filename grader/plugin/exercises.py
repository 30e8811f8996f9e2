"""What pytest gets of a submission: a file for each concept, with a test for each exercise."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest

from grader.plugin.grading import SEED, Grading, Told

__all__ = ["Exercises"]

#: The name by which a worker of pytest-xdist tells the closing sentences.
_CLOSING: Final = "grader_closing"


class Exercises:
    """The plugin of a run with ``--grader``."""

    def __init__(self, grading: Grading) -> None:
        """Begin with a submission."""
        self._grading = grading
        self._place = grading.place

    def pytest_report_header(self) -> str:
        """Say what is graded, and how."""
        return self._grading.header()

    @pytest.hookimpl(tryfirst=True)
    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Collect what is graded, and of all else only files that were named."""
        named = (self._place.files, *self._place.others)
        is_wanted = any(collection_path in (one, *one.parents) for one in named)
        return None if is_wanted else True

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(
        self, path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Take the submission's folders from pytest, so that it looks for nothing in them.

        Those above it as well, unless files that were named may lie in there.
        """
        is_ours = self._place.is_way(path) and not self._place.others
        if is_ours or self._place.has(path):
            return Folder.from_parent(parent, path=path, grading=self._grading)
        return None

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """Let nobody else make tests of a student's file: they would import it."""
        found = yield
        if not self._place.has(file_path):
            return found
        return [one for one in _files(parent, self._grading) if one.path == file_path]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell what was found out, at the student's line, with the time that its calls took."""
        report = yield
        if isinstance(item, Exercise):
            item.tell(report, call)
        return report

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Give a worker of pytest-xdist the seed, so that all of them draw the same inputs."""
        node.workerinput[SEED] = self._grading.options.seed

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take the closing sentences from a worker: here nothing was graded."""
        told = getattr(node, "workeroutput", {}).get(_CLOSING, ())
        self._grading.closing = self._grading.closing or told

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand the closing sentences to pytest-xdist, if this is a worker of it."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_CLOSING] = list(self._grading.closing)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Close with the points of the submission, if it was graded."""
        if self._grading.closing:
            terminalreporter.section(self._place.assignment)
            for sentence in self._grading.closing:
                terminalreporter.write_line(sentence)

    def pytest_unconfigure(self) -> None:
        """End what starts the student's processes."""
        self._grading.close()


def _files(parent: pytest.Collector, grading: Grading) -> Iterator[pytest.Collector]:
    """Yield a file for each concept; it need not be there."""
    for concept in grading.concepts:
        path = grading.place.files / f"{concept}.py"
        yield StudentFile.from_parent(parent, path=path, grading=grading)


class Folder(pytest.Directory):
    """The folder with a submission's files, or one on the way to it: nothing else is in there."""

    def __init__(self, *, grading: Grading, **node: Any) -> None:
        super().__init__(**node)
        self._grading = grading

    def collect(self) -> Iterator[pytest.Collector]:
        """Yield the files of the exercises, or the next folder on the way."""
        files = self._grading.place.files
        if self.path == files:
            yield from _files(self, self._grading)
        elif self.path in files.parents:
            below = self.path / files.relative_to(self.path).parts[0]
            yield Folder.from_parent(self, path=below, grading=self._grading)


class StudentFile(pytest.File):
    """A student's file: it is looked at, and not imported."""

    def __init__(self, *, grading: Grading, **node: Any) -> None:
        super().__init__(**node)
        self._grading = grading

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the exercises of a concept."""
        grading, concept = self._grading, self.path.stem
        lines = _lines(grading.submission.sources.get(concept, ""))
        for name in grading.concepts[concept]:
            written = grading.submission.place(concept, lines.get(name, 1))
            where = self.path, max(written.line, 1)
            if written.cell:  # Its lines are no lines of the notebook.
                where = grading.place.files / written.file, 1
            yield Exercise.from_parent(self, name=name, where=where, grading=grading)


class Exercise(pytest.Item):
    """An exercise: passed, failed, or skipped where it is not started."""

    def __init__(self, *, where: tuple[Path, int], grading: Grading, **node: Any) -> None:
        super().__init__(**node)
        self._file, self._line = where
        self._grading = grading
        self._told: Told | None = None
        self._raised: BaseException | None = None

    def setup(self) -> None:
        """Have the submission graded; what could not be graded is an error.

        Raises:
            pytest.skip.Exception: the exercise is not started.
            pytest.fail.Exception: it was not graded.
        """
        self._told = told = self._grading.told(self.name)
        finding = told.finding
        named = finding.diagnosis.misconceptions if finding.diagnosis is not None else ()
        self.user_properties += [
            ("points", finding.points),
            ("max_points", finding.max_points),
            ("status", finding.status),
            ("misconceptions", "+".join(named)),
        ]
        if finding.status == "not_started":
            self._raised = pytest.skip.Exception(told.sentence)
            raise self._raised
        if finding.status in {"not_graded", "broken"}:
            self._fail(told.text)

    def runtest(self) -> None:
        """Fail if the exercise does, with all that is to be told of it."""
        if self._told is not None and self._told.finding.status == "failed":
            self._fail(self._told.text)

    def _fail(self, text: str) -> NoReturn:
        self._raised = pytest.fail.Exception(text, pytrace=False)
        raise self._raised

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the function begins, for editors."""
        return self._file, self._line - 1, self.name

    def tell(self, report: pytest.TestReport, call: pytest.CallInfo[None]) -> None:
        """Put into a report what pytest cannot know: how long the calls took, and the place."""
        if self._told is None:
            return
        finding = self._told.finding
        ends_in = "call" if finding.status in {"passed", "failed"} else "setup"
        report.duration = finding.seconds if call.when == ends_in else 0.0
        if call.excinfo is None or call.excinfo.value is not self._raised:
            return
        line, location = self._line, finding.location
        if location is not None and location.file == f"{finding.concept}.py" and location.line > 0:
            line = location.line
        crash = getattr(report.longrepr, "reprcrash", None)
        if report.skipped:
            report.longrepr = (str(self._file), line, f"Skipped: {self._told.sentence}")
        elif crash is not None:
            crash.path, crash.lineno, crash.message = str(self._file), line, self._told.sentence


def _lines(source: str) -> dict[str, int]:
    r"""Return the line of each function; nothing where there is no Python to read.

    Example:
        >>> _lines("import numpy as np\n\ndef conv1d(x, w, b):\n    return x")
        {'conv1d': 3}
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of "\d", say: that is the student's affair.
            tree = ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return {}
    functions = (one for one in tree.body if isinstance(one, ast.FunctionDef))
    return {one.name: one.lineno for one in functions}
