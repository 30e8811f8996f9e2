"""The sentences for a function that could not be called at all."""

from __future__ import annotations

from grader.evidence import Outcome
from grader.explain.headline import Headline, end_of, what_can_be_imported

__all__ = ["of_opening"]


def of_opening(
    opened: Outcome,
    *,
    module: str,
    name: str,
    parameters: tuple[str, ...],
    files: tuple[str, ...],
    exercises: frozenset[str],
) -> Headline:
    """Say why a function could not be called at all."""
    file = f"{module}.py"
    if opened.kind == "missing":
        if opened.note == "file":
            return Headline(f"{file} is missing")
        headline = Headline(f"{file} has no function {name}")
        if not opened.note or opened.note in exercises:
            return headline
        return headline.and_also(f"There is a function {opened.note}. Should it be called {name}?")
    if opened.kind == "other_parameters":
        return Headline(f"{name} takes {opened.note}, but should take ({', '.join(parameters)})")
    if opened.kind == "raised":
        return _import_raised(opened, file, files)
    if opened.kind == "timed_out":
        return Headline(
            f"{file} was not imported within 2 seconds",
            hint="Which code of the file runs when nobody calls a function?",
        )
    if opened.kind == "crashed":
        return Headline(f"{file} ended Python itself while it was imported ({end_of(opened)})")
    return Headline(f"{file} could not be imported ({opened.kind.replace('_', ' ')})")


def _import_raised(opened: Outcome, file: str, files: tuple[str, ...]) -> Headline:
    error = opened.error
    if error is None:
        return Headline(f"{file} could not be imported")
    if error.type == "UnreadableFileError":
        return Headline(error.message)
    if error.module:
        importer = error.frames[-1].file if error.frames else file
        return Headline(
            f"{importer} imports {error.module}, which cannot be imported here",
            what_can_be_imported(error.module, files),
        )
    return Headline(f"{file} cannot be imported: {error.type}: {error.message}")
