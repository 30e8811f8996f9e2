"""Looks at a release after it was written: is it what it should be, and does it give nothing away?

Each check says what it has seen, so that a teacher can tell what was looked at. What it is
compared with is the course, not what has made the release.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.author.notebook import holds_more, sources_in
from grader.author.release import Wanted, build_release, course_folder
from grader.author.release_trial import try_answers, try_stubs
from grader.author.solutions import find_lines, solution_lines
from grader.author.stubs import worked_on
from grader.authoring import Assignment
from grader.casebook import ARRAYS, NAME, CasebookError, read_casebook
from grader.course import Course
from grader.language import _, ngettext
from grader.manifest import MANIFEST, ManifestError, content_hash, read_manifest

__all__ = ["Check", "verify"]

#: So many problems of one kind are named.
_NAMED: Final = 5


@dataclass(frozen=True)
class Check:
    """What one look at a release has found.

    Attributes:
        seen: What was looked at, as a sentence.
        problems: What is wrong with it, a sentence each; empty if nothing is.
    """

    seen: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Written:
    """A release as it lies in a folder, and what it should be.

    Attributes:
        files: From path to content, for all that is there.
    """

    folder: Path
    course: Course
    assignment: Assignment
    wanted: Wanted
    files: Mapping[str, bytes]

    @property
    def handout(self) -> str:
        """Where its stubs are."""
        return f"{course_folder(self.wanted.kind)}assignments/{self.assignment.id}/"


def verify(folder: Path, course: Course, assignment_id: str, wanted: Wanted) -> tuple[Check, ...]:
    """Look at a release that was written into ``folder``.

    Raises:
        CourseError: there is no such assignment.
        AuthoringError: it is declared in a way that cannot work.
    """
    files = dict(_files_in(folder))
    written = _Written(folder, course, course.load(assignment_id), wanted, files)
    looks: list[Callable[[_Written], Check]] = [_look_at_list, _look_at_stubs]
    if wanted.kind != "gradescope":  # Students do not get to see that one: it has the reference.
        looks.insert(1, _look_for_solutions)
    checks = [look(written) for look in looks]
    if not any(check.problems for check in checks):  # What is run had better be what it seems.
        checks += [_look_at_first_check(written), _look_at_answers(written)]
    return (*checks, _look_at_bytes(written))


def _files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all that lies in a folder; a link is told by its path alone."""
    for place, names, others in os.walk(folder):
        links = [name for name in names if Path(place, name).is_symlink()]
        for name in sorted([*others, *links]):
            path = Path(place, name)
            content = b"" if path.is_symlink() else path.read_bytes()
            yield path.relative_to(folder).as_posix(), content


def _look_at_list(written: _Written) -> Check:
    """Hold the files against the list of what may be there, and against the manifest."""
    needed, allowed = _listed(written)
    found = written.files.keys()
    seen = ngettext(
        "{count} file, which is on the list, with the hash that {manifest} names.",
        "{count} files, all of them on the list, with the hashes that {manifest} names.",
        len(found),
    ).format(count=len(found), manifest=MANIFEST)
    more = {path for path in found - needed if not allowed.fullmatch(path)}
    text = _("{file} does not belong in a release.")
    problems = [text.format(file=path) for path in sorted(more)]
    try:
        hashes = read_manifest(written.folder).files
    except (ManifestError, FileNotFoundError):
        text = _("{file} cannot be read.")
        return Check(seen, (*problems, text.format(file=MANIFEST)))
    text = _("{file} is missing.")
    problems += [text.format(file=path) for path in sorted((needed | hashes.keys()) - found)]
    text = _("{file} is not what {manifest} says of it.")
    problems += [
        text.format(file=path, manifest=MANIFEST)
        for path in sorted(found - more - {MANIFEST})
        if hashes.get(path) != content_hash(path, written.files[path])
    ]
    return Check(seen, tuple(problems))


def _listed(written: _Written) -> tuple[set[str], re.Pattern[str]]:
    """Return the paths that a release must have, and what it may have."""
    kind, handout = written.wanted.kind, written.handout
    needed = {MANIFEST, "requirements.txt", f"{handout}{NAME}"}
    if written.wanted.notebook:
        needed.add(f"{handout}{written.assignment.id}.ipynb")
    else:
        needed |= {f"{handout}{concept.id}.py" for concept in written.assignment.concepts}
    may = [
        r"wheels/cnn_grader-[^/]+\.whl",
        re.escape(course_folder(kind)) + r"course\.toml",
    ]
    if kind == "github":
        needed |= {"README.md", ".gitattributes", ".gitignore", ".github/workflows/grade.yml"}
        may.append(r"\.github/workflows/comment\.yml")
    elif kind == "gradescope":
        needed |= {"run_autograder", "setup.sh"}
        below = f"{course_folder(kind)}reference/{written.assignment.id}/"
        may.append(re.escape(below) + r"(?!alternatives/)[\w/]+\.(py|mo)")
    else:
        needed.add("autograder.py")
    if kind != "classroom50":
        needed |= {f"{handout}{name}" for name in written.assignment.files}
        may.append(re.escape(handout) + r"README(\.[a-z]+)?\.md")
    return needed, re.compile("|".join(may))


def _look_for_solutions(written: _Written) -> Check:
    """Look for the code of right and wrong answers in every file and in the casebook's parts."""
    root, assignment = written.course.root, written.assignment
    paths = sorted(written.course.reference(assignment.id).rglob("*.py"))
    paths += sorted((root / "examples" / assignment.id / "finished").glob("*.py"))
    signatures = [
        f"{one.name}({', '.join(one.parameters)})" for _concept, one in assignment.exercises
    ]
    lines = solution_lines(root, paths, signatures)
    problems = []
    for path, content in _texts(written):
        for line in find_lines(lines, content)[:_NAMED]:
            text = _("{file} has a line of a solution in it, from {place}.")
            problems.append(text.format(file=path, place=line.place))
    problems += _casebook_problems(written)
    seen = _("None of the {count} lines of code in reference and finished example is in any file.")
    return Check(seen.format(count=len(lines)), tuple(problems))


def _texts(written: _Written) -> Iterator[tuple[str, bytes]]:
    """Yield all that can hold a text: files, and what archives have in them."""
    for path, content in written.files.items():
        if path.endswith(".whl"):  # The grader itself, and seen to be nothing else.
            continue
        yield path, content
        if path.endswith(".npz"):
            try:
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    for name in archive.namelist():
                        yield f"{path}/{name}", archive.read(name)
            except (OSError, ValueError, zipfile.BadZipFile):
                continue  # That it is damaged is told below.
        elif path.endswith(".ipynb"):
            # In its file each quote has a backslash before it, and so no line of code is whole.
            with suppress(ValueError):
                yield path, "\n".join(sources_in(content, "code", "markdown")).encode()


def _casebook_problems(written: _Written) -> list[str]:
    """Say what is wrong with the casebook, which must hold what is read of it and no more."""
    path = f"{written.handout}{NAME}"
    if path not in written.files:
        return []  # Told before.
    try:
        read_casebook(written.folder / path)
    except CasebookError as error:
        return [_("{file} cannot be used: {reason}.").format(file=path, reason=error)]
    with zipfile.ZipFile(io.BytesIO(written.files[path])) as archive:
        more = set(archive.namelist()) - {f"{name}.npy" for name in ARRAYS}
    text = _("{file} does not belong in a release.")
    return [text.format(file=f"{path}/{name}") for name in sorted(more)]


def _look_at_stubs(written: _Written) -> Check:
    """Look whether the modules or the notebook for students hold stubs and nothing else."""
    handout = written.folder / written.handout
    given = written.assignment.files  # Looked through for solutions, as everything is.
    names = sorted(path.name for path in handout.glob("*.py") if path.name not in given)
    wrong = [name for name in names if worked_on(handout / name)]
    if written.wanted.notebook:
        notebooks = sorted(path.name for path in handout.glob("*.ipynb"))
        wrong += [name for name in notebooks if holds_more((handout / name).read_bytes())]
        seen = _("A notebook of {count} stubs, and no code in it.")
        count = len(written.assignment.exercises)
    else:
        count = len(names)
        seen = ngettext(
            "{count} module of stubs, and no code in it.",
            "{count} modules of stubs, and no code in any of them.",
            count,
        )
    text = _("{file} holds more than stubs.")
    problems = tuple(text.format(file=f"{written.handout}{name}") for name in wrong)
    return Check(seen.format(count=count), problems)


def _look_at_first_check(written: _Written) -> Check:
    """Check the release as a student does who has just got it."""
    assignment = written.assignment
    inside = course_folder(written.wanted.kind)
    problems = try_stubs(written.folder, inside, assignment)
    text = _("Checked as it is: none of the {count} exercises is started.")
    return Check(text.format(count=len(assignment.exercises)), problems)


def _look_at_answers(written: _Written) -> Check:
    """Put right answers into a copy, and check them."""
    assignment, course = written.assignment, written.course
    answers = course.root / "examples" / assignment.id / "finished"
    if not answers.is_dir():
        others = (course.reference(assignment.id) / "alternatives").glob("*/")
        answers = next(iter(sorted(path for path in others if path.is_dir())), answers)
    if not answers.is_dir():
        return Check(_("Not tried: the course has no finished example of it."))
    inside = course_folder(written.wanted.kind)
    problems = try_answers(written.folder, inside, assignment, answers)
    points = sum(one.points for _concept, one in assignment.exercises)
    text = _("With {answers} in it: {points} of {max_points} points.")
    name = answers.relative_to(course.root).as_posix()
    return Check(text.format(answers=name, points=points, max_points=points), problems)


def _look_at_bytes(written: _Written) -> Check:
    """Make the release once more."""
    again = build_release(written.course, written.assignment.id, written.wanted).all_files
    changed = {
        path
        for path in again.keys() | written.files.keys()
        if again.get(path) != written.files.get(path)
    }
    text = _("{file} differs when the release is made again.")
    problems = tuple(text.format(file=path) for path in sorted(changed))
    return Check(_("Made again: the same bytes."), problems)
