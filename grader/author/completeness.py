"""Whether all that is made from a reference is there, and made from it as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from importlib.util import find_spec
from pathlib import Path

from grader.author import catalogues, stubs
from grader.author.texts import texts
from grader.authoring import Assignment
from grader.course import Course
from grader.language import LANGUAGES, _, catalogue
from grader.proof import Hole

__all__ = ["notes", "untidy"]


def untidy(course: Course, assignment: Assignment) -> list[Hole]:
    """Return what is missing, or not current; ``assignment`` as it is written, in English."""
    return [
        *_stubs(course, assignment),
        *_handouts(course, assignment),
        *_translations(course, assignment),
        *_catalogues(course, assignment),
    ]


def notes() -> list[str]:
    """Say what cannot be looked at here."""
    if _has_babel():
        return []
    return [_("Babel is not installed, so nobody looked whether the .mo files are current.")]


def _stubs(course: Course, assignment: Assignment) -> Iterator[Hole]:
    reference, handout = course.reference(assignment.id), course.handout(assignment.id)
    for path in stubs.outdated(assignment, reference, handout, LANGUAGES):
        text = _("{file} is not what the reference gives.").format(file=_below(course, path))
        todo = _("Run: {command}").format(command=f"grader stubs {assignment.id}")
        yield Hole("stubs", text, todo)


def _handouts(course: Course, assignment: Assignment) -> Iterator[Hole]:
    for language in LANGUAGES:
        ending = "md" if language == LANGUAGES[0] else f"{language}.md"
        path = course.handout(assignment.id) / f"README.{ending}"
        if not path.is_file():
            text = _("There is no handout {file}.").format(file=_below(course, path))
            yield Hole("texts", text, _("Write it: it is what students read first."))


def _translations(course: Course, assignment: Assignment) -> Iterator[Hole]:
    reference = course.reference(assignment.id)
    for language in LANGUAGES[1:]:
        known = catalogue(reference, assignment.id, language)
        known.add_fallback(_Missing())
        missing = [text for text in texts(assignment, reference) if not known.gettext(text)]
        if missing:
            place = reference / "locale" / language / "LC_MESSAGES" / f"{assignment.id}.po"
            sentence = _(
                'Texts without a translation into "{language}": {count}. The first one begins: '
                "{text}"
            )
            first = missing[0].splitlines()[0]
            yield Hole(
                "texts",
                sentence.format(language=language, count=len(missing), text=first),
                _("Run {command}, and translate them in {file}.").format(
                    command=_UPDATE, file=_below(course, place)
                ),
            )


def _catalogues(course: Course, assignment: Assignment) -> Iterator[Hole]:
    if not _has_babel():
        return
    template = catalogues.of_assignment(course, assignment.id)
    for language in LANGUAGES[1:]:
        for path in catalogues.outdated(template, language):
            text = _("{file} is not what its texts and translations give.")
            yield Hole(
                "texts",
                text.format(file=_below(course, path)),
                _("Run: {command}").format(command=_UPDATE),
            )


_UPDATE = "python -m grader.author.catalogues"


class _Missing(NullTranslations):
    """Answers with nothing where a translation is missing."""

    def gettext(self, message: str) -> str:  # noqa: ARG002  (as it is called)
        """Return no translation."""
        return ""


def _has_babel() -> bool:
    return find_spec("babel") is not None


def _below(course: Course, path: Path) -> str:
    """Return a file's path as it is typed in the course's folder."""
    root = course.root.resolve()
    return (
        path.resolve().relative_to(root) if path.resolve().is_relative_to(root) else path
    ).as_posix()
