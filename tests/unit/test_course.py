"""A course says in ``course.toml`` which language it is held in, and loads in any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.course import Course, CourseError, find_course, load_assignment
from grader.language import catalogue
from grader.translate import translated

ROOT = Path(__file__).resolve().parents[2]
NOT_UTF8 = "'utf-8' codec can't decode byte 0xff in position 12: invalid start byte"
KNOWN = 'It should be one of: "en", "ko".'


def with_settings(folder: Path, text: str | bytes) -> Course:
    """Return a course with this ``course.toml``."""
    path = folder / "course.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Course(folder)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('language = "ko"', "ko"),
        ('language = "en"\n', "en"),
        ("", None),
        ('# language = "ko"\n[later]\nlanguage = "x"', None),
    ],
)
def test_language(text: str, language: str | None, tmp_path: Path):
    """The language is the one that is set, or none."""
    assert with_settings(tmp_path, text).language == language


def test_no_settings(tmp_path: Path):
    """A course needs no such file."""
    assert Course(tmp_path).language is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('language = "fr"', f'has language = "fr". {KNOWN}'),
        ("language = 1", f"has language = 1. {KNOWN}"),
        ('language = ["ko"]', f"has language = ['ko']. {KNOWN}"),
        ("language = ko", "cannot be read: Invalid value (at line 1, column 12)."),
        (b'language = "\xff"', f"cannot be read: {NOT_UTF8}."),
    ],
)
def test_bad_settings(text: str | bytes, sentence: str, tmp_path: Path):
    """What cannot be read, or names no language of ours, is told with the file's name."""
    course = with_settings(tmp_path, text)
    expected = f"{tmp_path / 'course.toml'} {sentence}"
    with pytest.raises(CourseError, match=f"^{re.escape(expected)}$"):
        _ = course.language


def test_a_folder_is_no_settings(tmp_path: Path):
    """A folder of that name cannot be read, and says so."""
    (tmp_path / "course.toml").mkdir()
    with pytest.raises(CourseError, match=r"Is a directory|Permission denied"):
        _ = Course(tmp_path).language


def test_loading_in_another_language():
    """Titles, goals and hints are translated; ids, functions and points are the same."""
    course = find_course(ROOT)
    english, korean = course.load("assignment1"), course.load("assignment1", "ko")
    assert english.title != korean.title
    for (concept, one), (other_concept, other) in zip(
        english.exercises, korean.exercises, strict=True
    ):
        assert concept.id == other_concept.id
        assert concept.title != other_concept.title
        assert concept.goal != other_concept.goal
        assert (one.name, one.points, one.requires) == (other.name, other.points, other.requires)
        assert all(mine != theirs for mine, theirs in zip(one.hints, other.hints, strict=True))


def test_every_text_is_translated():
    """Each text that has a translation gets it, in place and once; the rest stays."""
    folder = ROOT / "reference" / "assignment1"
    english = load_assignment(folder)
    marked = translated(english, lambda text: f"<{text}.")
    assert marked.title == f"<{english.title}."
    for one, other in zip(english.concepts, marked.concepts, strict=True):
        assert (other.title, other.goal) == (f"<{one.title}.", f"<{one.goal}.")
    for (_concept, one), (_other, other) in zip(english.exercises, marked.exercises, strict=True):
        assert other.hints == tuple(f"<{hint}." for hint in one.hints)
        assert [(wrong.says, wrong.hint) for wrong in other.misconceptions] == [
            (f"<{wrong.says}.", f"<{wrong.hint}.") for wrong in one.misconceptions
        ]
        assert [(facet.yes, facet.no) for facet in other.facets] == [
            (f"<{facet.yes}.", f"<{facet.no}.") for facet in one.facets
        ]
        assert [rule.looks for rule in other.shape_rules] == [
            f"<{rule.looks}." for rule in one.shape_rules
        ]


def test_english_is_what_is_written():
    """In English an assignment is as its author wrote it."""
    english = load_assignment(ROOT / "reference" / "assignment1")
    assert translated(english, catalogue(ROOT, "nothing", "en").gettext) == english
