"""What the tests of releases share: copies of the course, and releases of it, made once."""

from __future__ import annotations

import functools
import shutil
import zipfile
from pathlib import Path

from click.testing import CliRunner, Result

from grader.author import release_check
from grader.author.release import Kind, Release, Wanted, build_release
from grader.cli import main
from grader.course import Course

__all__ = [
    "ASSIGNMENT",
    "COURSE",
    "ROOT",
    "as_written",
    "built",
    "content",
    "copy_course",
    "make_wheel",
    "run",
    "write",
]

ROOT = Path(__file__).resolve().parents[1]
COURSE, ASSIGNMENT = Course(ROOT), "assignment1"


@functools.cache
def built(kind: Kind = "github", language: str | None = None) -> Release:
    """Return a release of this course, made once."""
    return build_release(COURSE, ASSIGNMENT, Wanted(kind=kind, language=language))


def run(*words: object) -> Result:
    """Run ``grader`` in this process."""
    return CliRunner().invoke(main, [str(word) for word in words])


def copy_course(place: Path, *, examples: bool = True) -> Course:
    """Return a copy of this course, to be changed."""
    for folder in ("assignments", "reference", *(["examples"] if examples else [])):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, place / folder, ignore=ignore)
    return Course(place)


def content(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder."""
    for path, raw in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder


def as_written(
    folder: Path, course: Course = COURSE, wanted: Wanted | None = None
) -> release_check._Written:
    """Return a folder as the looks at a release take it."""
    files = dict(release_check._files_in(folder))
    loaded = course.load(ASSIGNMENT)
    return release_check._Written(folder, course, loaded, wanted or Wanted(), files)


def make_wheel(place: Path, version: str, name: str = "cnn-grader", more: str = "") -> Path:
    """Return something like a wheel of the grader."""
    path = place / f"cnn_grader-{version}-py3-none-any.whl"
    about = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("grader/__init__.py", "")
        archive.writestr(f"cnn_grader-{version}.dist-info/METADATA", about)
        if more:
            archive.writestr(more, "")
    return path
