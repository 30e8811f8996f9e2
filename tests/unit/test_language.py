"""The language is chosen once, and every wish is heard in its turn."""

from __future__ import annotations

import gettext
import locale
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.language import (
    LANGUAGES,
    N_,
    _,
    catalogue,
    choose,
    choose_for_files,
    current,
    ngettext,
    speaking,
)

KOREAN = {"LANG": "ko_KR.UTF-8"}


@pytest.mark.parametrize(
    ("asked", "environment", "course", "language"),
    [
        ("ko", {"GRADER_LANG": "en"}, "en", "ko"),
        ("en", {"GRADER_LANG": "ko", **KOREAN}, "ko", "en"),
        (None, {"GRADER_LANG": "ko", "LANG": "en_US.UTF-8"}, "en", "ko"),
        (None, KOREAN, "en", "en"),
        (None, {"LANG": "en_US.UTF-8"}, "ko", "ko"),
        (None, KOREAN, None, "ko"),
        (None, {"LC_ALL": "C.UTF-8", **KOREAN}, None, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "ko", "LANG": "en"}, None, "ko"),
        (None, {"GRADER_LANG": "", **KOREAN}, None, "ko"),
        (None, {"GRADER_LANG": "KO-kr"}, None, "ko"),
        (None, {"GRADER_LANG": "xx", "LANG": "fr_FR"}, None, "en"),
        (None, {"LANG": "ko.UTF-8"}, None, "ko"),
        (None, {"LANG": "korean"}, None, "ko"),
    ],
)
def test_choosing(
    asked: str | None, environment: dict[str, str], course: str | None, language: str
):
    """Asked for goes before ``GRADER_LANG``, that before the course's, that before the locale's."""
    assert choose(asked, environment, course) == language


@pytest.mark.parametrize(
    ("name", "language"), [("Korean_Korea", "ko"), ("ko_KR", "ko"), ("C", "en"), (None, "en")]
)
def test_a_system_without_variables(
    name: str | None, language: str, monkeypatch: pytest.MonkeyPatch
):
    """On Windows the locale is asked for, and has a name of its own."""
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "cp949"))
    assert choose(None, {}, None) == language


def test_files_are_not_written_in_the_language_of_a_locale():
    """A file is read by others: only what is said on purpose decides."""
    assert choose_for_files(None, KOREAN, None) == "en"
    assert choose_for_files(None, KOREAN, "ko") == "ko"
    assert choose_for_files(None, {"GRADER_LANG": "ko"}, "en") == "ko"
    assert choose_for_files("en", {"GRADER_LANG": "ko"}, "ko") == "en"


def test_speaking_ends_with_its_block():
    """Inside a block messages are in its language, after it in that of before."""
    assert _("Think:") == "Think:"
    with speaking("ko"):
        assert (current(), _("Think:")) == ("ko", "생각해 보기:")
        with speaking("en"):
            assert (current(), _("Think:")) == ("en", "Think:")
        assert current() == "ko"
    assert (current(), _("Think:")) == ("en", "Think:")


def test_another_thread_speaks_english():
    """A language belongs to what runs in it: nothing leaks into other threads."""
    with speaking("ko"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(_, "Think:").result() == "Think:"


def test_nothing_is_translated_into_nothing():
    """An empty text stays one: gettext would answer with the head of its catalogue."""
    with speaking("ko"):
        assert _("") == ""


def test_words_for_one_and_many():
    """English has a form for one, Korean has one form for all."""
    one, many = (f"That is {{mine}} axes where {{right}} {verb} asked." for verb in ("is", "are"))
    assert (ngettext(one, many, 1), ngettext(one, many, 2)) == (one, many)
    with speaking("ko"):
        assert ngettext(one, many, 1) == ngettext(one, many, 2) != many


def test_marking_changes_nothing():
    """A marked text is the text itself, whatever is spoken."""
    with speaking("ko"):
        assert N_("Think:") == "Think:"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_leaves_texts_alone(language: str, tmp_path: Path):
    """Where there is no catalogue every text stays as it is."""
    found = catalogue(tmp_path, "nothing", language)
    assert isinstance(found, gettext.NullTranslations)
    assert found.gettext("Think:") == "Think:"
