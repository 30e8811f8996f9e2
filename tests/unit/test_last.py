"""The last report of a course is kept for hints, outside of the course, and never in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.last import recall, remember
from grader.model import Finding, OracleState, Report

posix = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other folders there")


def report(*findings: Finding, assignment: str = "assignment1", language: str = "en") -> Report:
    """Return a report of these findings."""
    return Report(
        assignment=assignment,
        title="title",
        language=language,
        submission="ada",
        points=0,
        max_points=5,
        seed=1,
        examples=5,
        containment="none",
        seconds=0.1,
        versions={},
        oracle=OracleState("off"),
        concepts=(),
        findings=findings,
    )


def finding(name: str, status: str = "failed") -> Finding:
    """Return a finding without much in it."""
    return Finding(name, "concept", status, 0, 5)  # type: ignore[arg-type]  (a status)


def statuses(kept: Report | None) -> dict[str, str]:
    """Say what is remembered of each exercise, in order."""
    return {} if kept is None else {one.exercise: one.status for one in kept.findings}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache that is not there yet."""
    folder = tmp_path / "new" / "cache"
    monkeypatch.setenv("GRADER_CACHE", str(folder))
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course's folder."""
    folder = tmp_path / "course"
    folder.mkdir()
    return folder


def test_a_report_is_kept_whole_outside_of_the_course(course: Path, cache: Path):
    """What is recalled is what was remembered, from one file in the user's cache."""
    first = report(finding("a"), finding("b", "passed"), language="ko")
    assert recall(course, "assignment1") is None
    remember(first, course)
    assert recall(course, "assignment1") == first
    assert not list(course.iterdir())
    (kept,) = cache.iterdir()
    assert kept.name.startswith("assignment1-")


def test_the_last_report_counts(course: Path):
    """An exercise that was checked again is what it was found to be the last time."""
    remember(report(finding("a"), finding("b")), course)
    remember(report(finding("a", "passed"), finding("b")), course)
    assert statuses(recall(course, "assignment1")) == {"a": "passed", "b": "failed"}


def test_what_was_not_checked_stays_as_it_was(course: Path):
    """After ``--only``, the other exercises are what they were found to be before."""
    remember(report(finding("a"), finding("b"), finding("c", "passed")), course)
    remember(report(finding("b", "passed")), course)
    expected = {"a": "failed", "b": "passed", "c": "passed"}
    assert statuses(recall(course, "assignment1")) == expected
    remember(report(finding("c", "not_started")), course)
    assert statuses(recall(course, "assignment1")) == expected | {"c": "not_started"}


def test_assignments_and_courses_are_told_apart(course: Path, tmp_path: Path):
    """Each assignment of each course has a report of its own, whatever path leads to it."""
    remember(report(finding("a")), course)
    remember(report(finding("z"), assignment="assignment2"), course)
    (tmp_path / "copy").mkdir()
    assert recall(tmp_path / "copy", "assignment1") is None
    assert statuses(recall(course, "assignment2")) == {"z": "failed"}
    around = course / ".." / "course"
    assert statuses(recall(around, "assignment1")) == {"a": "failed"}


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b'{"schema": 2}', b'{"schema": 1, "assignment": "assignment1"}', b"\xff\0"],
)
def test_a_damaged_report_is_none(damaged: bytes, course: Path, cache: Path):
    """What cannot be read, or comes from another version, is forgotten and then replaced."""
    remember(report(finding("a")), course)
    (kept,) = cache.iterdir()
    kept.write_bytes(damaged)
    assert recall(course, "assignment1") is None
    remember(report(finding("b")), course)
    assert statuses(recall(course, "assignment1")) == {"b": "failed"}


def test_a_cache_that_cannot_be_written_is_done_without(course: Path, cache: Path):
    """Where a file is in the place of the cache, nothing is kept, and nothing goes wrong."""
    cache.parent.mkdir()
    cache.write_text("not a folder", encoding="utf-8")
    remember(report(finding("a")), course)
    assert recall(course, "assignment1") is None
    assert cache.read_text(encoding="utf-8") == "not a folder"


@posix
@pytest.mark.parametrize("named", [True, False])
def test_where_it_lies(
    named: bool,  # noqa: FBT001  (pytest's way)
    course: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """Without ``GRADER_CACHE`` it is the folder that the system gives to caches."""
    monkeypatch.delenv("GRADER_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    place = tmp_path / "home" / ".cache"
    if named:
        place = tmp_path / "xdg"
        monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    else:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    remember(report(finding("a")), course)
    assert len(list((place / "cnn-grader").glob("assignment1-*.json"))) == 1
