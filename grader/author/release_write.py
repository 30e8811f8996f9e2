"""Writes a release: it is made, written beside its place, looked at, and only then put there."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from grader.author.release import EXECUTABLE, Release, Wanted, build_release
from grader.author.release_check import Check, verify
from grader.author.requirements import ReleaseError
from grader.course import Course
from grader.files import write_whole
from grader.language import _
from grader.manifest import MANIFEST, Manifest, ManifestError, read_manifest
from grader.updating import Change, apply, check_fits, is_change, look_at, plan

__all__ = ["Outcome", "write_release"]


@dataclass(frozen=True)
class Outcome:
    """What has become of a release.

    Attributes:
        manifest: Its manifest.
        checks: What was verified; if anything is wrong, nothing was written.
        changes: What was done to each file of a folder.
        size: The size of an archive, in bytes; 0 for a folder.
        is_new: Whether anything in its place is another than before.
    """

    manifest: Manifest
    checks: tuple[Check, ...]
    changes: tuple[Change, ...] = ()
    size: int = 0
    is_new: bool = False

    @property
    def problems(self) -> tuple[str, ...]:
        """All that is wrong."""
        return tuple(one for check in self.checks for one in check.problems)


def write_release(course: Course, assignment_id: str, target: Path, wanted: Wanted) -> Outcome:
    """Make a release, verify it, and put it at ``target``.

    Raises:
        CourseError: there is no such assignment.
        AuthoringError: it is declared in a way that cannot work.
        RefusedError: it has no casebook that could be used.
        ReleaseError: it cannot be made, or something else is in its place.
        UpdateError: what is in its place cannot be brought up to date.
        OSError: it cannot be written.
    """
    place = target.resolve()
    _check_free(place, wanted)
    release = build_release(course, assignment_id, wanted)
    archive = _archived(release) if wanted.kind == "gradescope" else b""
    with _beside(place) as folder:
        if archive:
            zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        else:
            _write_files(folder, release)
        checks = verify(folder, course, assignment_id, wanted)
        outcome = Outcome(release.manifest, checks)
        if outcome.problems:
            return outcome
        if not archive:
            return _put_folder(place, folder, outcome, release)
        is_new = not place.exists() or place.read_bytes() != archive
        if is_new:
            shutil.rmtree(folder)  # In the way of the file that is written beside, too.
            write_whole(place, archive)
        return replace(outcome, size=len(archive), is_new=is_new)


def _check_free(place: Path, wanted: Wanted) -> None:
    """Refuse a place with something else in it, before any work is done."""
    if not place.exists():
        return
    if wanted.kind == "gradescope":
        if not _is_archive(place):
            text = _("{place} is there already, and is no autograder. Name another place.")
            raise ReleaseError(text.format(place=place))
    elif not place.is_dir():
        text = _("{place} is not a folder. Name another place.")
        raise ReleaseError(text.format(place=place))
    elif _earlier(place) is None and _has_files(place):
        text = _("{place} is not empty, and holds no release. Name another place.")
        raise ReleaseError(text.format(place=place))


def _has_files(place: Path) -> bool:
    # A repository that was just made and cloned is empty, too.
    return any(path.name != ".git" for path in place.iterdir())


def _is_archive(place: Path) -> bool:
    try:
        with zipfile.ZipFile(place) as archive:
            return set(archive.namelist()) >= EXECUTABLE
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Yield a new folder beside a place; it is gone in the end, unless it was put there."""
    folder = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    missing = [parent for parent in place.parents if not parent.exists()]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # Those with something in them were needed.
            for parent in missing:
                parent.rmdir()


def _write_files(folder: Path, release: Release) -> None:
    for path, content in release.all_files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _archived(release: Release) -> bytes:
    """Return an archive of a release: no time of its own, and what is to be run can be run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in sorted(release.all_files.items()):
            info = zipfile.ZipInfo(path)
            info.create_system = 3  # Unix, wherever it is made: only there files have modes.
            mode = 0o755 if path in EXECUTABLE else 0o644
            info.external_attr = (0o100000 | mode) << 16
            archive.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return out.getvalue()


def _put_folder(place: Path, folder: Path, outcome: Outcome, release: Release) -> Outcome:
    """Move a folder to its place, or bring the release that is there up to date."""
    new = release.manifest
    if not place.exists():
        folder.rename(place)
        return replace(outcome, changes=plan(None, new, {}), is_new=True)
    # It may be somebody's working directory, so it stays the same folder: files are written.
    old = _earlier(place)
    if old is not None:
        check_fits(old, new)
    changes = plan(old, new, look_at(place, old, new))
    is_new = old != new or any(map(is_change, changes))
    if is_new:
        apply(place, changes, release.files, new)
    return replace(outcome, changes=changes, is_new=is_new)


def _earlier(place: Path) -> Manifest | None:
    """Return the manifest of the release that is there."""
    try:
        return read_manifest(place)
    except FileNotFoundError:
        return None
    except ManifestError as error:
        text = _("{file} cannot be used: {reason}.")
        raise ReleaseError(text.format(file=place / MANIFEST, reason=error)) from error
