"""The sentences for a function that could not be called at all."""

from __future__ import annotations

from typing import Final

from grader.evidence import Outcome
from grader.explain.headline import Headline, end_of, what_can_be_imported
from grader.language import N_, _

__all__ = ["of_opening"]

_OTHER_ENDS: Final = {"flooded": N_("flooded"), "protocol": N_("protocol")}


def of_opening(
    opened: Outcome,
    *,
    file: str,
    importer: str,
    name: str,
    parameters: tuple[str, ...],
    files: tuple[str, ...],
    exercises: frozenset[str],
) -> Headline:
    """Say why a function could not be called at all.

    * ``file`` is where it should be.
    * ``importer`` is the file whose import failed, if one did: that, or another one.
    """
    if opened.kind == "missing":
        if opened.note == "file":
            return Headline(_("{file} is missing").format(file=file))
        headline = Headline(_("{file} has no function {name}").format(file=file, name=name))
        if not opened.note or opened.note in exercises:
            return headline
        guess = _("There is a function {near}. Should it be called {name}?")
        return headline.and_also(guess.format(near=opened.note, name=name))
    if opened.kind == "other_parameters":
        text = _("{name} takes {theirs}, but should take ({parameters})")
        return Headline(
            text.format(name=name, theirs=opened.note, parameters=", ".join(parameters))
        )
    if opened.kind == "raised":
        return _import_raised(opened, file, importer, files)
    return _import_did_not_end(opened, file)


def _import_did_not_end(opened: Outcome, file: str) -> Headline:
    if opened.kind == "timed_out":
        return Headline(
            _("{file} was not imported within 2 seconds").format(file=file),
            hint=_("Which code of the file runs when nobody calls a function?"),
        )
    if opened.kind == "crashed":
        text = _("{file} ended Python itself while it was imported ({end})")
        return Headline(text.format(file=file, end=end_of(opened)))
    why = _(_OTHER_ENDS.get(opened.kind, opened.kind))
    return Headline(_("{file} could not be imported ({why})").format(file=file, why=why))


def _import_raised(opened: Outcome, file: str, importer: str, files: tuple[str, ...]) -> Headline:
    error = opened.error
    if error is None:
        return Headline(_("{file} could not be imported").format(file=file))
    if error.type == "UnreadableFileError":
        return Headline(error.message)
    if error.module:
        text = _("{importer} imports {module}, which cannot be imported here")
        return Headline(
            text.format(importer=importer, module=error.module),
            what_can_be_imported(error.module, files),
        )
    text = _("{file} cannot be imported: {type}: {message}")
    return Headline(text.format(file=file, type=error.type, message=error.message))
