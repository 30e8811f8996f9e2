"""Checked again is what a change can reach, and the report is that of a check of everything."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from grader import watching
from grader.course import Course, find_course
from grader.model import Finding, OracleState, Report
from grader.selection import SelectionError
from grader.session import Options, grade
from grader.watching import Change, Watched, changes
from grader.worker.launch import Launcher
from tests.notebooks import notebook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "assignment1"
COURSE = find_course(ROOT)
OPTIONS = Options(seed=1)


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    """Start the student's processes of all tests here."""
    with Launcher() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the finished example."""
    return shutil.copytree(EXAMPLES / "finished", tmp_path / "ada")


class Grade:
    """Takes the place of :func:`grade`: everything is as it was told, at once."""

    def __init__(self) -> None:
        """Begin with a right submission, and nothing asked."""
        self.asked: list[tuple[str, ...]] = []
        self.status: Any = "passed"
        self.reference = "1"
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(
        self, _course: Course, assignment: str, folder: Path, options: Options, **_more: object
    ) -> Report:
        """Remember what was asked, and answer it."""
        assert (options.calls, options.strict) == ("recorded", True)
        self.asked.append(options.only)
        self.meanwhile()
        return Report(
            assignment=assignment,
            title="title",
            submission=folder.name,
            points=0,
            max_points=0,
            seed=options.seed,
            examples=options.examples,
            containment="none",
            seconds=0.1,
            versions={"reference": self.reference},
            oracle=OracleState("off"),
            concepts=(),
            findings=tuple(
                Finding(one, "any", self.status, 1, 1) for one in options.only or self.asked[0]
            ),
        )


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Let nothing be run."""
    monkeypatch.setattr(watching, "grade", one := Grade())
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    return one


def watched(folder: Path, launcher: Launcher, options: Options = OPTIONS) -> Watched:
    """Watch a folder, of which nothing is known."""
    return Watched(COURSE, "assignment1", folder, options, launcher)


def look(one: Watched) -> Change:
    """Return the change that there is."""
    change = one.look()
    assert change is not None
    return change


def checked(one: Watched) -> Report:
    """Check what has changed."""
    report = one.check(look(one))
    assert report is not None
    return report


def timeless(report: Report) -> Report:
    """Return a report without how long anything took."""
    findings = tuple(msgspec.structs.replace(one, seconds=0.0) for one in report.findings)
    return msgspec.structs.replace(report, seconds=0.0, findings=findings)


def edit(file: Path, old: str = "", new: str = "\n") -> None:
    """Replace a text of a file, which is there; or put something before everything."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def spoil_padding(folder: Path) -> None:
    """Put the extra zero first: a mistake that four other exercises inherit."""
    edit(folder / "padding.py", "return before, total - before", "return total - before, before")


def mend_padding(folder: Path) -> None:
    """Take that back."""
    edit(folder / "padding.py", "return total - before, before", "return before, total - before")


def spoil_pooling(folder: Path) -> None:
    """Make a mistake in a file that nobody imports, beside those that it inherits."""
    edit(folder / "pooling.py", "largest = max(", "largest = min(")


def spoil_windows(folder: Path) -> None:
    """Let a file be no Python that is imported by one file only."""
    edit(folder / "windows.py", "def first_start(", "def first_start(:")


def take_padding(folder: Path) -> None:
    """Remove a file that others import."""
    (folder / "padding.py").unlink()


def start_anew(folder: Path) -> None:
    """Have other files, one of them less."""
    shutil.rmtree(folder)
    shutil.copytree(EXAMPLES / "first_attempt", folder)


EDITS = (spoil_padding, spoil_pooling, mend_padding, spoil_windows, take_padding, start_anew)


@pytest.mark.parametrize(
    ("strict", "only", "edits"),
    [
        (False, (), EDITS),
        (True, ("same_padding", "pooling"), EDITS[:2]),
    ],
)
def test_a_report_is_that_of_a_check_of_everything(
    strict: bool,  # noqa: FBT001  (pytest's way)
    only: tuple[str, ...],
    edits: tuple[Callable[[Path], None], ...],
    folder: Path,
    launcher: Launcher,
):
    """After each of several edits the report equals a fresh one, but for the seconds."""
    options = Options(seed=1, strict=strict, only=only, calls="recorded")
    one = watched(folder, launcher, options)
    for change in (lambda _folder: None, *edits):
        change(folder)
        report = checked(one)
        fresh = grade(COURSE, "assignment1", folder, options, launcher=launcher)
        assert timeless(report) == timeless(fresh), change
        assert one.look() is None


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("output_shape.py", "conv2d_strided max_pool2d avg_pool2d output_size conv_output_shape "),
        ("padding.py", "zero_pad same_padding conv2d_same conv2d_strided max_pool2d avg_pool2d"),
        ("windows.py", "max_pool2d avg_pool2d"),
        ("stride.py", "conv2d_strided"),
        ("unused.py", ""),
    ],
)
def test_only_what_a_change_reaches_is_checked(
    file: str, names: str, folder: Path, launcher: Launcher, graded: Grade
):
    """A change is checked where its file is imported, at first or second hand."""
    (folder / "unused.py").write_text("import padding\n", encoding="utf-8")
    one = watched(folder, launcher)
    first = look(one)
    assert (first.modules, first.is_all, len(first.exercises)) == ((), True, 12)
    one.check(first)
    edit(folder / file)
    change = look(one)
    expected = names.split() + ["pool_output_shape"] * (file == "output_shape.py")
    assert list(change.exercises) == expected
    assert (change.modules, change.is_all) == ((file.removesuffix(".py"),), False)
    assert [found.exercise for found in checked(one).findings] == list(first.exercises)
    assert graded.asked == [first.exercises, *([change.exercises] if names else [])]


def test_what_was_not_asked_for_is_not_checked(folder: Path, launcher: Launcher, graded: Grade):
    """With names of exercises and concepts, a change reaches some of those or none."""
    one = watched(folder, launcher, Options(seed=1, only=("pooling", "conv1d")))
    one.check(look(one))
    edit(folder / "windows.py")
    change = look(one)
    assert (change.exercises, change.is_all) == (("max_pool2d", "avg_pool2d"), False)
    one.check(change)
    edit(folder / "stride.py")
    change = look(one)
    assert (change.modules, change.exercises) == (("stride",), ())
    assert len(checked(one).findings) == 3
    edit(folder / "convolution.py")
    assert look(one).is_all
    assert len(graded.asked) == 2
    with pytest.raises(SelectionError, match="Did you mean pooling"):
        watched(folder, launcher, Options(seed=1, only=("poling",))).look()


def test_a_saved_notebook_is_checked_as_all_that_is_made_of_it(
    folder: Path, launcher: Launcher, graded: Grade
):
    """Its modules are made anew, it is named itself, and what it does not reach is left."""
    text = (folder / "padding.py").read_text(encoding="utf-8")
    (folder / "padding.py").unlink()
    (folder / "cnn.ipynb").write_text(notebook([text]), encoding="utf-8")
    one = watched(folder, launcher)
    assert all(finding.status == "passed" for finding in checked(one).findings)
    (folder / "cnn.ipynb").write_text(notebook(["print(1)", text]), encoding="utf-8")
    change = look(one)
    assert (change.modules, change.files) == (("padding",), ("cnn.ipynb",))
    assert "zero_pad" in change.exercises
    assert "conv1d" not in change.exercises
    assert checked(one)
    assert graded.asked[1] == change.exercises
    (folder / "cnn.ipynb").unlink()
    assert look(one).files == ("cnn.ipynb",)


def test_the_same_content_is_no_change(folder: Path, launcher: Launcher, graded: Grade):
    """A file that is written anew as it was, or another kind of file, is nothing new."""
    one = watched(folder, launcher)
    one.check(look(one))
    text = (folder / "padding.py").read_bytes()
    (folder / "padding.py").unlink()
    (folder / "padding.py").write_bytes(text)
    (folder / "notes.txt").write_text("import padding", encoding="utf-8")
    assert one.look() is None
    assert len(graded.asked) == 1


def test_what_is_saved_during_a_check_is_seen_after_it(
    folder: Path, launcher: Launcher, graded: Grade
):
    """No save is lost: what may be half a file is not told, and checked with what came after."""
    one = watched(folder, launcher)
    one.check(look(one))
    edit(folder / "stride.py")
    graded.meanwhile = lambda: edit(folder / "windows.py")
    assert one.check(look(one)) is None
    graded.meanwhile = lambda: None
    change = look(one)
    assert change.modules == ("stride", "windows")
    assert one.check(change) is not None
    assert one.look() is None
    every = ("conv2d_strided", "max_pool2d", "avg_pool2d")
    assert graded.asked[1:] == [("conv2d_strided",), every]


@pytest.mark.parametrize("pauses", [1, 5])
def test_a_file_is_read_when_it_is_whole(
    pauses: int,
    folder: Path,
    launcher: Launcher,
    graded: Grade,
    monkeypatch: pytest.MonkeyPatch,
):
    """A file that an editor has emptied is waited for, until there is something in it again."""
    one = watched(folder, launcher)
    one.check(look(one))
    file = folder / "stride.py"
    whole = "x = 1\n" + file.read_text(encoding="utf-8")
    file.write_text("", encoding="utf-8")
    slept = itertools.count(1)

    def write(_seconds: float) -> None:
        if next(slept) == pauses:
            file.write_text(whole, encoding="utf-8")

    monkeypatch.setattr(time, "sleep", write)
    change = look(one)
    assert change.submission.sources["stride"] == whole
    one.check(change)
    file.write_text("", encoding="utf-8")  # And if it stays empty, so it is.
    assert look(one).submission.sources["stride"] == ""
    assert graded.asked[1:] == [("conv2d_strided",)]


def test_who_never_stops_writing_is_not_waited_for(folder: Path, launcher: Launcher, graded: Grade):
    """Of a file that is another after each check there is a report all the same."""
    one = watched(folder, launcher)
    graded.meanwhile = lambda: edit(folder / "stride.py")
    for _round in range(2):
        reports = [one.check(look(one)) for _check in range(11)]
        assert [report is None for report in reports] == [True] * 10 + [False]


def test_without_time_for_all_everything_is_checked_again(
    folder: Path, launcher: Launcher, graded: Grade
):
    """What was not graded may be now, whatever file has changed."""
    graded.status = "not_graded"
    one = watched(folder, launcher)
    one.check(look(one))
    edit(folder / "windows.py")
    assert look(one).is_all


def test_another_course_is_another_report(folder: Path, launcher: Launcher, graded: Grade):
    """Findings by two versions of the reference never stand in one report."""
    one = watched(folder, launcher)
    one.check(look(one))
    edit(folder / "windows.py")
    graded.reference, graded.status = "2", "failed"
    report = checked(one)
    assert [found.status for found in report.findings] == ["failed"] * 12
    assert graded.asked[1:] == [("max_pool2d", "avg_pool2d"), ()]


def test_a_folder_that_vanishes_is_told(folder: Path, launcher: Launcher, graded: Grade):
    """Whoever watches a folder that is gone is told so."""
    one = watched(folder, launcher)
    one.check(look(one))
    shutil.rmtree(folder)
    with pytest.raises(NotADirectoryError, match=r"There is no folder .*ada\."):
        one.look()
    assert len(graded.asked) == 1


def test_where_nobody_tells_the_folder_is_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Without watchfiles, Python files that are edited, added, removed, replaced are noticed."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    noticed = changes(folder)
    next(noticed)
    file = folder / "padding.py"
    edit(file)
    next(noticed)
    (folder / "new.py").touch()
    next(noticed)
    (folder / "new.py").unlink()
    next(noticed)
    beside = shutil.copy2(file, folder / "padding.tmp")
    os.replace(beside, file)  # noqa: PTH105  (what editors do)
    next(noticed)
    shutil.rmtree(folder)
    next(noticed)


def test_other_files_are_not_noticed(folder: Path):
    """Only Python files and notebooks of the folder itself count."""
    before = watching._stamps(folder)
    (folder / "notes.txt").touch()
    (folder / "deeper").mkdir()
    (folder / "deeper" / "padding.py").touch()
    assert watching._stamps(folder) == before
    (folder / "cnn.ipynb").touch()
    assert watching._stamps(folder) != before


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a watchfiles that tells of one change, and then that it cannot go on."""

    def watch(folder: Path, **how: Any) -> Iterator[set[object]]:
        assert folder.is_dir()
        assert how["recursive"] is False
        assert how["watch_filter"](1, str(folder / "padding.py"))
        assert how["watch_filter"](1, str(folder / "cnn.ipynb"))
        assert not how["watch_filter"](1, str(folder / "padding.py.swp"))
        yield set()
        raise OSError("OS file watch limit reached.")

    module = ModuleType("watchfiles")
    module.watch = watch  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "watchfiles", module)
    return module


@pytest.mark.usefixtures("told")
def test_where_watching_fails_the_folder_is_looked_at(folder: Path):
    """A system that cannot tell of changes is no reason to give up."""
    noticed = changes(folder)
    for _time in range(3):  # The first, what is told, and the first look after the failure.
        next(noticed)
    edit(folder / "padding.py")
    next(noticed)
