"""Brings a copy of a release up to date, and never touches what somebody has worked on.

What is to be done is decided first, from hashes alone, and then done: files one by one, each of
them whole, the manifest last. So an update that was interrupted can be run again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from grader.files import write_whole
from grader.language import _
from grader.manifest import (
    MANIFEST,
    Manifest,
    ManifestError,
    content_hash,
    encode_manifest,
    read_manifest,
)

__all__ = [
    "Change",
    "Kind",
    "UpdateError",
    "apply",
    "check_fits",
    "is_change",
    "look_at",
    "plan",
    "read_release",
]

#: What becomes of a file; "here" is the copy:
#: up_to_date   here as it is in the release
#: replaced     unedited here, newer in the release
#: added        new in the release
#: kept         edited here, unchanged in the release
#: beside       edited or deleted here, newer in the release: the new one is written beside
#: removed      gone from the release, unedited here
#: left         gone from the release, edited here
#: absent       deleted here, unchanged in the release
Kind = Literal["up_to_date", "replaced", "added", "kept", "beside", "removed", "left", "absent"]

#: Stands for what is not a file of its own: no hash is equal to it, so it counts as edited.
_NO_FILE: Final = "not a plain file"
#: Larger files are in no release, in bytes.
_MAX_FILE: Final = 64 * 2**20


class UpdateError(Exception):
    """A copy cannot be brought up to date; the message says why."""


@dataclass(frozen=True)
class Change:
    """What becomes of one file.

    Attributes:
        kind: See :data:`Kind`.
        path: The file.
        target: Where the new content is written; empty if nothing is.
    """

    kind: Kind
    path: str
    target: str = ""


def plan(
    old: Manifest | None, new: Manifest, current: Mapping[str, str | None]
) -> tuple[Change, ...]:
    """Decide what becomes of every file that either release names, sorted by path.

    * ``old`` is the manifest of the copy; ``None`` if there was nothing before.
    * ``current`` has the hash of what is there, ``None`` if nothing is; see :func:`look_at`.

    Raises:
        UpdateError: there is no place left for what would be written beside a file.
    """
    before: Mapping[str, str] = {} if old is None else old.files
    changes = []
    for path in sorted({*before, *new.files}):
        released, now = before.get(path), current.get(path)
        wanted = new.files.get(path)
        if wanted is None:
            if now is not None:
                changes.append(Change("removed" if now == released else "left", path))
        elif now == wanted:
            changes.append(Change("up_to_date", path))
        elif released == wanted:
            changes.append(Change("absent" if now is None else "kept", path))
        elif now is None and released is None:
            changes.append(Change("added", path, path))
        elif now == released:
            changes.append(Change("replaced", path, path))
        else:
            changes.append(Change("beside", path, _free(path, new, current, released)))
    return tuple(changes)


def is_change(change: Change) -> bool:
    """Say whether anything is written or removed.

    Example:
        >>> is_change(Change("kept", "assignments/a1/stride.py"))
        False
    """
    return bool(change.target) or change.kind == "removed"


def look_at(root: Path, old: Manifest | None, new: Manifest) -> dict[str, str | None]:
    """Return the hash of everything in a copy that :func:`plan` asks for; ``None`` is nothing.

    Raises:
        UpdateError: a place would be reached through a link.
        OSError: a file is there and cannot be read.
    """
    # What is beside a file is hashed as that file is.
    kinds = {one: path for path in new.files for one in _beside(path, new)}
    kinds |= {path: path for path in {*new.files, *(() if old is None else old.files)}}
    for path in sorted(kinds):
        _check_folders(root, path)
    return {path: _hash_of(root / path, kinds[path]) for path in sorted(kinds)}


def read_release(folder: Path) -> tuple[Manifest, dict[str, bytes]]:
    """Read a release with all of its files.

    Raises:
        UpdateError: it is not a release, or not a whole one.
    """
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        text = _("There is no release in {folder}: it has no {file}.")
        raise UpdateError(text.format(folder=folder, file=MANIFEST)) from None
    except ManifestError as error:
        text = _("The release in {folder} cannot be used: {reason}. Get it again.")
        raise UpdateError(text.format(folder=folder, reason=error)) from error
    contents = {}
    for path, digest in manifest.files.items():
        content = _read(folder / path)
        if content is None or content_hash(path, content) != digest:
            text = _("The release in {folder} is damaged: {file} is missing or changed.")
            again = _("Get it again.")
            raise UpdateError(f"{text.format(folder=folder, file=path)} {again}")
        contents[path] = content
    return manifest, contents


def check_fits(old: Manifest, new: Manifest) -> None:
    """Refuse a release of something else.

    Raises:
        UpdateError: of another assignment, or made for another place.
    """
    if old.assignment != new.assignment:
        text = _("This is a copy of {here}, and the release is of {there}.")
        raise UpdateError(text.format(here=old.assignment, there=new.assignment))
    # A student's repository, and a bundle for Classroom 50, have next to nothing in common.
    if ("README.md" in old.files) != ("README.md" in new.files):
        raise UpdateError(_("The release was made for another place than this copy."))


def apply(
    root: Path, changes: Iterable[Change], contents: Mapping[str, bytes], manifest: Manifest
) -> None:
    """Do what was planned; the manifest is written last.

    Raises:
        UpdateError: a place would be reached through a link; nothing was written then.
        OSError: a file cannot be written; what was done stays, and it can be run again.
    """
    todo = [one for one in changes if is_change(one)]
    for change in todo:
        _check_place(root, change.target or change.path)
    _check_place(root, MANIFEST)
    for change in todo:
        if change.target:
            place = root / change.target
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, contents[change.path])
        else:
            (root / change.path).unlink(missing_ok=True)
    write_whole(root / MANIFEST, encode_manifest(manifest))


def _beside(path: str, new: Manifest) -> tuple[str, str]:
    """Return where new content may go: what is beside already may be somebody's work, too."""
    return f"{path}.new", f"{path}.{new.version}.new"


def _free(path: str, new: Manifest, current: Mapping[str, str | None], released: str | None) -> str:
    """Return the first such place that nothing is in but what an update has put there."""
    for place in _beside(path, new):
        if current.get(place) in {None, released, new.files[path]}:
            return place
    text = _("{file} is in the way: something new would be written there. Move it first.")
    raise UpdateError(text.format(file=_beside(path, new)[0]))


def _hash_of(place: Path, path: str) -> str | None:
    if not place.exists() and not place.is_symlink():
        return None
    content = None if place.is_symlink() else _read(place)
    return _NO_FILE if content is None else content_hash(path, content)


def _read(place: Path) -> bytes | None:
    """Return a file's content, ``None`` where there is no file or too large a one."""
    if not place.is_file():
        return None
    with place.open("rb") as file:
        content = file.read(_MAX_FILE + 1)
    return content if len(content) <= _MAX_FILE else None


def _check_folders(root: Path, path: str) -> None:
    """Refuse a path whose folders are not folders, or not where they seem to be."""
    top, place = root.resolve(), root
    for part in path.split("/")[:-1]:
        top, place = top / part, place / part
        # A junction of Windows is no symbolic link, but leads elsewhere just the same.
        leads_away = os.path.normcase(place.resolve()) != os.path.normcase(top)
        if place.is_symlink() or leads_away or (place.exists() and not place.is_dir()):
            text = _("{file} is not a folder of its own, so nothing is written below it.")
            raise UpdateError(text.format(file=place.relative_to(root).as_posix()))


def _check_place(root: Path, path: str) -> None:
    _check_folders(root, path)
    if (root / path).is_symlink() or (root / path).is_dir():
        text = _("{file} is not a file of its own, so nothing is written there.")
        raise UpdateError(text.format(file=path))
