"""Reads a student's folder: regular Python files, capped, strict UTF-8.

Whoever made the folder may be hostile: no link is followed, no pipe or device waited for, no
more is read than the caps say, and nothing is run or compiled here. What cannot be
read is remembered with a sentence, so that the other files are still graded.
"""

from __future__ import annotations

import heapq
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.language import _

__all__ = [
    "MAX_FILE",
    "MAX_TOTAL",
    "Submission",
    "check_folder",
    "locate",
    "name_of",
    "read_submission",
]

#: The largest source file that is read, in bytes.
MAX_FILE = 512 * 1024
#: The largest sum of all of them.
MAX_TOTAL = 2 * 2**20
#: The most files that are read, in the order of their names.
MAX_FILES = 200
#: Of how many more it is said that they were not read.
MAX_UNREAD = 1_000

#: A link is not followed, and a pipe not waited for, also if it was a file a moment ago.
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_OPENING |= getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Submission:
    """A folder of student files, read once.

    Attributes:
        name: What to call it: the folder's name.
        sources: From module name to its text.
        unreadable: From module name to the sentence that says why it cannot be read.
    """

    name: str
    sources: Mapping[str, str] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)

    def has(self, module: str) -> bool:
        """Whether there is such a file, readable or not."""
        return module in self.sources or module in self.unreadable


def read_submission(folder: Path, first: Collection[str] = ()) -> Submission:
    """Read every ``.py`` file that lies directly in ``folder``.

    * ``first`` are the modules that matter: they are read before any other, so that no
      crowd of files keeps them out.

    Raises:
        NotADirectoryError: there is no such folder, or it is a link.
    """
    check_folder(folder)
    sources: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    total = 0
    paths = heapq.nsmallest(
        MAX_FILES + MAX_UNREAD,
        _python_files(folder),
        key=lambda path: (path.stem not in first, path),
    )
    for path in paths[:MAX_FILES]:
        text, problem = _read_file(path, MAX_TOTAL - total)
        if problem:
            unreadable[path.stem] = problem
        else:
            sources[path.stem] = text
            total += len(text.encode())
    for path in paths[MAX_FILES:]:
        problem = _("{file} was not read: there are more than {count} files")
        unreadable[path.stem] = problem.format(file=path.name, count=MAX_FILES)
    return Submission(name_of(folder), sources, unreadable)


def locate(folder: Path, assignment: str) -> Path:
    """Return where in ``folder`` the files of an assignment are.

    A student's copy of a course has them in ``assignments/<assignment>``, as it was given
    out; any other folder has them itself.

    Raises:
        NotADirectoryError: there is no such folder, or a link is on the way to the files.
    """
    check_folder(folder)
    inside = folder / "assignments" / assignment
    if inside.parent.is_symlink() or inside.is_symlink() or inside.is_dir():
        check_folder(inside.parent)
        check_folder(inside)
        return inside
    return folder


def name_of(folder: Path) -> str:
    """Return what to call a folder: its name may be any bytes, and a report's texts may not."""
    return folder.resolve().name.encode("utf-8", "backslashreplace").decode("utf-8")


def check_folder(folder: Path) -> None:
    """Look whether a submission could be read from ``folder``, without reading it.

    Raises:
        NotADirectoryError: there is no such folder, or it is a link.
    """
    if not folder.is_dir():
        raise NotADirectoryError(_("There is no folder {folder}.").format(folder=folder))
    if folder.is_symlink():
        # A pull request may hold a link, and point it at somebody else's work.
        text = _("{folder} is a link. Name the folder itself.")
        raise NotADirectoryError(text.format(folder=folder))


def _python_files(folder: Path) -> Iterator[Path]:
    """Yield what is named like a module: Python could not import anything else."""
    with os.scandir(folder) as entries:
        for entry in entries:
            stem, dot, ending = entry.name.rpartition(".")
            if dot and ending == "py" and stem.isidentifier():
                yield folder / entry.name


def _read_file(path: Path, room: int) -> tuple[str, str]:
    """Return a file's text and no problem, or no text and the problem."""
    name = path.name
    not_a_file = _("{file} is not a regular file (links and devices are not read)")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return "", not_a_file.format(file=name)
        with open(os.open(path, _OPENING), "rb") as file:  # noqa: PTH123  (of a descriptor)
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return "", not_a_file.format(file=name)
            raw = file.read(MAX_FILE + 1)
    except OSError as error:
        text = _("{file} cannot be read: {reason}")
        return "", text.format(file=name, reason=error.strerror)
    if len(raw) > MAX_FILE:
        text = _("{file} is {size}; source files may have up to {most}")
        size = _size(max(about.st_size, len(raw)))
        return "", text.format(file=name, size=size, most=_size(MAX_FILE))
    if len(raw) > room:
        text = _("{file} was not read: all files together may have up to {most}")
        return "", text.format(file=name, most=_size(MAX_TOTAL))
    return _decode(name, raw)


def _decode(name: str, raw: bytes) -> tuple[str, str]:
    """Return a file's text and no problem, or no text and the problem."""
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        problem = _("{file} has a NUL byte in line {line}, so Python cannot read it")
        return "", problem.format(file=name, line=line)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = _("{file} is not UTF-8 text (line {line}): save it as UTF-8 in your editor")
        return "", problem.format(file=name, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""


def _size(count: int) -> str:
    # Rounded up: 512 KB and one byte is not "512 KB".
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{-(-count // 1024)} KB"
