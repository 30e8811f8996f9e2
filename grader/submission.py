"""Reads a student's folder: regular Python files, and notebooks; capped, strict UTF-8.

Whoever made the folder may be hostile: no link is followed, no pipe or device waited for, no
more is read than the caps say, and nothing is run or compiled here. What cannot be
read is remembered with a sentence, so that the other files are still graded.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.language import _, ngettext
from grader.place import Place
from grader.regular import decoded, read_regular, shown_name, size_text

if TYPE_CHECKING:
    from grader.merged import Origins
    from grader.notebook import Extracted

__all__ = [
    "MAX_FILE",
    "MAX_TOTAL",
    "Submission",
    "check_folder",
    "locate",
    "name_of",
    "read_submission",
    "with_notebooks",
]

#: The largest source file that is read, in bytes.
MAX_FILE = 512 * 1024
#: The largest sum of all of them.
MAX_TOTAL = 2 * 2**20
#: The most files that are read, in the order of their names.
MAX_FILES = 200
#: Of how many more it is said that they were not read.
MAX_UNREAD = 1_000
#: The most notebooks that are read, and their largest sum.
MAX_NOTEBOOKS, MAX_NOTEBOOK_TOTAL = 20, 10 * 2**20
#: The most sentences on what was left out of them.
MAX_NOTES = 6


@dataclass(frozen=True)
class Submission:
    """A folder of student files, read once.

    Attributes:
        name: What to call it: the folder's name.
        sources: From module name to its text.
        unreadable: From module name to the sentence that says why it cannot be read.
        origins: Of each module that is made of notebooks, where its lines are from.
        notebooks: Their names.
        notes: What was left out of them, in sentences.
    """

    name: str
    sources: Mapping[str, str] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origins] = field(default_factory=dict)
    notebooks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def has(self, module: str) -> bool:
        """Whether there is such a file, readable or not."""
        return module in self.sources or module in self.unreadable

    def place(self, module: str, line: int) -> Place:
        """Return where a line of a module was written."""
        if module not in self.origins:
            return Place(f"{module}.py", 0, line)
        from grader.merged import place_in  # noqa: PLC0415  (loaded when it was made)

        place = place_in(self.origins[module], line)
        return place if place is not None else Place(self.file_of(module), 0, 0)

    def file_of(self, module: str) -> str:
        """Name the file that a module was written in: all notebooks, where it is made of these."""
        return ", ".join(self.notebooks) if module in self.origins else f"{module}.py"


def read_submission(
    folder: Path, first: Collection[str] = (), functions: Collection[str] = ()
) -> Submission:
    """Read every ``.py`` file that lies directly in ``folder``, and notebooks where one is missing.

    * ``first`` are the modules that matter: they are read before any other, so that no
      crowd of files keeps them out, and made of the notebooks where they have no file.
    * ``functions`` are those that will be called, see :func:`with_notebooks`.

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
    found = Submission(name_of(folder), sources, unreadable)
    paths = heapq.nsmallest(MAX_NOTEBOOKS + MAX_UNREAD, _notebook_files(folder))
    return _with_files(found, paths, first, functions) if paths else found


def with_notebooks(
    submission: Submission,
    notebooks: Sequence[Extracted],
    modules: Collection[str],
    functions: Collection[str] = (),
    problems: Sequence[str] = (),
) -> Submission:
    """Return a submission with modules that are made of notebooks. Pure.

    * ``modules`` are those that are wanted: each that has no file gets all that was taken,
      for a function of one may call that of another.
    * ``functions`` are those that will be called; what none of them needs is left out.
    * ``problems`` say which notebooks could not be read.
    """
    missing = [module for module in modules if not submission.has(module)]
    if not notebooks:
        unreadable = {**submission.unreadable, **dict.fromkeys(missing, problems[0])}
        others = [f"{problem}." for problem in problems[1:]]
        return replace(submission, unreadable=unreadable, notes=_few(others))
    from grader.merged import merge  # noqa: PLC0415  (most submissions have no notebook)

    merged = merge(notebooks, missing, functions)
    names = tuple(one.name for one in notebooks)
    size = len(merged.source.encode())
    used = sum(len(text.encode()) for text in submission.sources.values())
    notes = (*(f"{problem}." for problem in problems), *merged.notes)
    found = replace(submission, notebooks=names, notes=_few(notes))
    if size > MAX_FILE or used + size * len(missing) > MAX_TOTAL:
        text = _("{file} was not read: all files together may have up to {most}")
        problem = text.format(file=", ".join(names), most=size_text(MAX_TOTAL))
        return replace(found, unreadable={**found.unreadable, **dict.fromkeys(missing, problem)})
    return replace(
        found,
        sources={**found.sources, **dict.fromkeys(missing, merged.source)},
        origins=dict.fromkeys(missing, merged.origins),
    )


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


def _notebook_files(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".ipynb") and not entry.name.startswith("."):
                yield folder / entry.name


def _with_files(
    found: Submission, paths: Sequence[Path], modules: Collection[str], functions: Collection[str]
) -> Submission:
    """Read notebooks, as far as one is needed."""
    if all(found.has(module) for module in modules):
        text = _("{file} was not read: the .py files beside it come first.")
        return replace(found, notes=_few([text.format(file=shown_name(path)) for path in paths]))
    from grader.notebook import extract  # noqa: PLC0415  (as above)
    from grader.notebook_file import MAX_NOTEBOOK, NotebookError, cells_of  # noqa: PLC0415

    notebooks: list[Extracted] = []
    problems: list[str] = []
    room, code_room = MAX_NOTEBOOK_TOTAL, MAX_FILE
    for path in paths[:MAX_NOTEBOOKS]:
        name = shown_name(path)
        raw, _length, problem = read_regular(path, MAX_NOTEBOOK)
        try:
            if not problem:
                cells = cells_of(raw, name) if len(raw) <= room else []
                room -= len(raw)
                code_room -= sum(len(text) for _number, text in cells)
                if room < 0 or code_room < 0:
                    text = _("{file} was not read: the notebooks together are too large")
                    problem = text.format(file=name)
                else:
                    notebooks.append(extract(cells, name))
        except NotebookError as error:
            problem = str(error)
        problems += [problem] if problem else []
    for path in paths[MAX_NOTEBOOKS:]:
        text = _("{file} was not read: there are more than {count} notebooks")
        problems.append(text.format(file=shown_name(path), count=MAX_NOTEBOOKS))
    return with_notebooks(found, notebooks, modules, functions, problems)


def _few(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the first of some sentences, and how many there are besides."""
    if len(notes) <= MAX_NOTES:
        return tuple(notes)
    left = len(notes) - MAX_NOTES + 1
    text = ngettext("And {count} more sentence.", "And {count} more sentences.", left)
    return (*notes[: MAX_NOTES - 1], text.format(count=left))


def _read_file(path: Path, room: int) -> tuple[str, str]:
    """Return a file's text and no problem, or no text and the problem."""
    name = path.name
    raw, size, problem = read_regular(path, MAX_FILE)
    if problem:
        return "", problem
    if len(raw) > MAX_FILE:
        text = _("{file} is {size}; source files may have up to {most}")
        return "", text.format(file=name, size=size_text(size), most=size_text(MAX_FILE))
    if len(raw) > room:
        text = _("{file} was not read: all files together may have up to {most}")
        return "", text.format(file=name, most=size_text(MAX_TOTAL))
    return decoded(name, raw)
