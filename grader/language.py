"""The language of what is printed: gettext catalogues, chosen once, by the commands.

Messages are written in English where they arise, inside :func:`_`, with named
``{placeholders}`` that are filled in after the translation:

    _("{name} returned {value}").format(name=name, value=value)

Ids, outcomes and all else that programs read are never translated, and what authors and
developers read (``AuthoringError``, ``--help``, tracebacks) is English only.
"""

from __future__ import annotations

import gettext
import locale
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "catalogue",
    "choose",
    "choose_for_files",
    "current",
    "ngettext",
    "speaking",
]

#: What the tool can speak; the first is the one that messages are written in.
LANGUAGES: Final = ("en", "ko")

_ENGLISH: Final = gettext.NullTranslations()
_spoken: ContextVar[tuple[str, gettext.NullTranslations]] = ContextVar(
    "spoken", default=("en", _ENGLISH)
)


def _(text: str) -> str:
    """Translate a message into the language being spoken."""
    # gettext answers "" with the head of its catalogue.
    return _spoken.get()[1].gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message whose words depend on a number."""
    return _spoken.get()[1].ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802  (the name that extraction tools know)
    """Mark a message for translation that is translated later, with :func:`_`."""
    return text


def current() -> str:
    """Return the language being spoken: ``"en"`` or ``"ko"``."""
    return _spoken.get()[0]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` until the end of the block.

    Example:
        >>> with speaking("ko"):
        ...     current()
        'ko'
        >>> current()
        'en'
    """
    token = _spoken.set((language, catalogue(Path(__file__).parent, "grader", language)))
    try:
        yield
    finally:
        _spoken.reset(token)


def catalogue(folder: Path, domain: str, language: str) -> gettext.NullTranslations:
    """Return the translations in ``folder/locale``; English, or what is missing, stays as it is."""
    if language == LANGUAGES[0]:
        return _ENGLISH
    return gettext.translation(domain, folder / "locale", [language], fallback=True)


def choose(asked: str | None, environment: Mapping[str, str], course: str | None) -> str:
    """Choose a language: asked for, else ``GRADER_LANG``, the course's, the locale's, English.

    Example:
        >>> choose(None, {"GRADER_LANG": "ko_KR.UTF-8"}, "en")
        'ko'
        >>> choose(None, {"LANG": "fr_FR.UTF-8"}, None)
        'en'
    """
    of_locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        None,
    )
    if of_locale is None:
        of_locale = locale.getlocale()[0]  # Windows has no such variables.
    for wish in (asked, environment.get("GRADER_LANG"), course, of_locale):
        short = (wish or "").replace("-", "_").partition("_")[0].partition(".")[0].lower()
        short = {"korean": "ko", "english": "en"}.get(short, short)
        if short in LANGUAGES:
            return short
    return LANGUAGES[0]


def choose_for_files(asked: str | None, environment: Mapping[str, str], course: str | None) -> str:
    """Choose as :func:`choose` does, but for the locale: files are read by others too.

    Example:
        >>> choose_for_files(None, {"LANG": "ko_KR.UTF-8"}, None)
        'en'
    """
    of_grader = environment.get("GRADER_LANG", "")
    return choose(asked, {"GRADER_LANG": of_grader, "LC_ALL": "C"}, course)
