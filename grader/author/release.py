"""Makes a release of an assignment: every file of it, from the course and what was asked for.

Nothing is copied but what is on the list below. Stubs are made anew, because somebody may have
worked on those of the course. The same course and options give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from grader import __version__
from grader.author.notebook import Around, notebook_text
from grader.author.requirements import ReleaseError, Wheel, pinned
from grader.author.stubs import source_of, stub_text
from grader.authoring import Assignment
from grader.casebook import NAME
from grader.course import Course, RefusedError
from grader.language import LANGUAGES, _, catalogue, speaking
from grader.manifest import (
    MANIFEST,
    Manifest,
    content_hash,
    encode_manifest,
    is_binary,
    version_of,
)
from grader.sources import find_sources

__all__ = ["EXECUTABLE", "Kind", "Release", "Wanted", "build_release", "course_folder"]

#: Where a release goes: a repository on GitHub that students copy, an autograder for Gradescope,
#: or the folder of an autograder for Classroom 50.
Kind = Literal["github", "gradescope", "classroom50"]

#: The files that are run.
EXECUTABLE: Final = frozenset({"run_autograder", "setup.sh"})
_TEMPLATES: Final = Path(__file__).parents[1] / "templates"
_PLACEHOLDER: Final = re.compile(r"@[a-z]+@")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What may be asked for.

    Attributes:
        kind: Where it goes.
        language: That of stubs and texts; ``None`` for the course's.
        comment: Whether feedback is written into pull requests, too.
        notebook: Whether students work in a notebook: it is there instead of the stubs, so that
            answers are in one place.
        wheel: A wheel to install the grader from.
        requirements: What to install, instead of what is installed here.
    """

    kind: Kind = "github"
    language: str | None = None
    comment: bool = False
    notebook: bool = False
    wheel: Wheel | None = None
    requirements: str | None = None


@dataclass(frozen=True)
class Release:
    """A release.

    Attributes:
        manifest: What it consists of.
        files: From path to content; without the manifest.
    """

    manifest: Manifest
    files: Mapping[str, bytes]

    @property
    def all_files(self) -> dict[str, bytes]:
        """The files and the manifest."""
        return {**self.files, MANIFEST: encode_manifest(self.manifest)}


def build_release(course: Course, assignment_id: str, wanted: Wanted) -> Release:
    """Make a release.

    Raises:
        CourseError: there is no such assignment.
        AuthoringError: it is declared in a way that cannot work.
        RefusedError: it has no casebook that could be used.
        ReleaseError: it cannot be made from this copy of the course, or not here.
    """
    if not course.has_reference(assignment_id):
        text = _("A release is made from the reference, and {folder} has none of {assignment}.")
        raise ReleaseError(text.format(folder=course.root, assignment=assignment_id))
    language = wanted.language or course.language or LANGUAGES[0]
    day, casebook = _casebook(course, assignment_id)
    assignment = course.load(assignment_id, language)
    inside = course_folder(wanted.kind)
    handout = f"{inside}assignments/{assignment_id}/"
    stubs = _stubs(course, assignment_id, language)
    texts = {f"{name}.py": text for name, text in stubs.items()}
    handouts = {} if wanted.kind == "classroom50" else _handouts(course, assignment_id)
    words = _words(assignment, handouts, language)
    if wanted.notebook:
        around = _around_cells(wanted, words, language)
        with speaking(language):
            written = notebook_text(assignment, stubs, handouts.get(words["readme"], ""), around)
        texts = {f"{assignment_id}.ipynb": written}
    texts |= handouts
    texts = {f"{handout}{name}": text for name, text in texts.items()}
    if wanted.language or course.language:
        texts[f"{inside}course.toml"] = f'language = "{language}"\n'
    given = wanted.requirements
    texts["requirements.txt"] = pinned(wanted.wheel) if given is None else given
    texts |= _around(wanted, words, language)
    files = {path: text.encode() for path, text in texts.items()}
    files[f"{handout}{NAME}"] = casebook
    if wanted.kind != "classroom50":  # Students have them from elsewhere, as their stubs.
        files |= {f"{handout}{name}": _given(course, assignment, name) for name in assignment.files}
    if wanted.kind == "gradescope":
        files |= _reference(course, assignment_id, inside)
    if wanted.wheel is not None:
        files[wanted.wheel.path] = wanted.wheel.content
    return _released(assignment_id, day, language, files)


def course_folder(kind: Kind) -> str:
    """Return where in a release the course is, with a ``/`` at the end if not on top.

    Example:
        >>> course_folder("gradescope")
        'course/'
    """
    return "course/" if kind == "gradescope" else ""


def _released(assignment: str, day: str, language: str, files: dict[str, bytes]) -> Release:
    hashes = {path: content_hash(path, files[path]) for path in sorted(files)}
    manifest = Manifest(
        assignment=assignment,
        version=version_of(day, hashes),
        language=language,
        grader=__version__,
        files=hashes,
    )
    return Release(manifest, {path: files[path] for path in sorted(files)})


def _casebook(course: Course, assignment: str) -> tuple[str, bytes]:
    """Return the day on which the casebook was made, and its bytes."""
    sources = find_sources(course, assignment)
    casebook = sources.casebook()
    if casebook is None or sources.path is None:
        text = _("There is no casebook of {assignment}. Run: {command}")
        command = f"grader casebook {assignment}"
        raise RefusedError(text.format(assignment=assignment, command=command))
    return casebook.about.made, sources.path.read_bytes()


def _stubs(course: Course, assignment: str, language: str) -> dict[str, str]:
    """Make the stubs from the reference, as ``grader stubs`` does; by concept."""
    reference = course.reference(assignment)
    gettext = catalogue(reference, assignment, language).gettext
    return {
        concept.id: stub_text(assignment, concept, source_of(reference, concept), gettext)
        for concept in course.load(assignment).concepts
    }


def _handouts(course: Course, assignment: str) -> dict[str, str]:
    """Return what students read, in every language that there is."""
    names = ["README.md", *(f"README.{language}.md" for language in LANGUAGES)]
    places = {name: course.handout(assignment) / name for name in names}
    return {name: _text(place) for name, place in places.items() if place.is_file()}


def _given(course: Course, assignment: Assignment, name: str) -> bytes:
    """Return a file that students get as it is; the lines of a text end the same everywhere."""
    place = course.handout(assignment.id) / name
    try:
        return place.read_bytes() if is_binary(name) else _text(place).encode()
    except (OSError, UnicodeDecodeError) as error:
        text = _("{file} belongs to {assignment}, and cannot be read: {reason}")
        reason = error.strerror if isinstance(error, OSError) else error
        raise ReleaseError(
            text.format(file=place, assignment=assignment.id, reason=reason)
        ) from error


def _reference(course: Course, assignment: str, inside: str) -> dict[str, bytes]:
    """Return all that a full check needs; only for a machine that students do not get into."""
    folder = course.reference(assignment)
    paths = set(folder.rglob("*.py")) - set(folder.glob("alternatives/**/*.py"))
    paths |= set(folder.glob("locale/**/*.mo"))
    root = course.root
    return {f"{inside}{path.relative_to(root).as_posix()}": path.read_bytes() for path in paths}


def _around(wanted: Wanted, words: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what each kind has around the course, from templates."""
    if wanted.kind == "classroom50":
        return {"autograder.py": _filled("classroom50/autograder.py.txt", words)}
    if wanted.kind == "gradescope":
        grader = f"cnn-grader[tensorflow]=={__version__}"
        if wanted.wheel is not None:
            grader = f"./{wanted.wheel.path}[tensorflow]"
        more = {**words, **_failure(language), "grader": grader}
        return {name: _filled(f"gradescope/{name}", more) for name in sorted(EXECUTABLE)}
    work = "release/work-notebook.md" if wanted.notebook else "release/work.md"
    more = {
        **words,
        "work": _spoken(work, words, language).rstrip("\n"),
        "jupyter": " jupyterlab" if wanted.notebook else "",
    }
    workflows = ("grade.yml", "comment.yml") if wanted.comment else ("grade.yml",)
    return {
        "README.md": _spoken("release/README.md", more, language),
        ".gitignore": _filled("release/gitignore", words),
        ".gitattributes": _filled("release/gitattributes", words),
        **{f".github/workflows/{name}": _filled(f"workflows/{name}", words) for name in workflows},
    }


def _around_cells(wanted: Wanted, words: Mapping[str, str], language: str) -> Around:
    """Return the texts of a notebook that are the same for every concept."""
    installed = f"cnn-grader=={__version__}"
    if wanted.wheel is not None:
        installed = f"./{wanted.wheel.path}"
    elif wanted.requirements is not None:
        installed = "--requirement requirements.txt"
    return Around(
        intro=_spoken("notebook/intro.md", words, language),
        setup=_spoken("notebook/setup.md", words, language),
        # Where there is a notebook, numpy is there: the exact versions are for other places.
        install=("%cd /content/drive/MyDrive/FOLDER", f"%pip install --quiet {installed}"),
        closing=_spoken("notebook/closing.md", words, language),
    )


def _words(assignment: Assignment, handouts: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what stands for the placeholders of templates."""
    folder = f"assignments/{assignment.id}"
    own = f"README.{language}.md"
    readme = own if own in handouts else "README.md"
    return {
        "assignment": assignment.id,
        "title": assignment.title,
        "points": str(sum(one.points for _concept, one in assignment.exercises)),
        "exercise": assignment.exercises[0][1].name,
        "folder": folder,
        "readme": readme,
        "handout": f"{folder}/{readme}",
    }


def _failure(language: str) -> dict[str, str]:
    """Return what a submission is told that could not be graded, as the inside of JSON texts."""
    with speaking(language):
        texts = {
            "failed": _("The autograder failed"),
            "sentence": _(
                "Your work could not be graded. That is not your fault: the autograder itself "
                "failed. Please tell your teacher."
            ),
            "details": _("Details for the teacher"),
        }
    return {name: json.dumps(text, ensure_ascii=False)[1:-1] for name, text in texts.items()}


def _spoken(name: str, words: Mapping[str, str], language: str) -> str:
    """Return a template as :func:`_filled` does, in a language if there is one in it."""
    own = name.replace(".md", f".{language}.md")
    return _filled(own if (_TEMPLATES / own).is_file() else name, words)


def _filled(name: str, words: Mapping[str, str]) -> str:
    """Return a template with its placeholders filled in; an unknown one is an error of ours."""
    return _PLACEHOLDER.sub(lambda found: words[found[0].strip("@")], _text(_TEMPLATES / name))


def _text(path: Path) -> str:
    """Read a text; its lines end the same on every system."""
    return path.read_text(encoding="utf-8")
