"""Plays docs/students.md in a student's copy, in English or as it is translated.

``python -m tests.students_page`` writes the output that it shows anew, in both languages.
"""

from __future__ import annotations

import functools
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from tests.pages import DOCS, ROOT, Player, rewritten

PAGE = DOCS / "students.md"
CATALOGUE = DOCS / "locale" / "ko" / "LC_MESSAGES" / "pages.po"
TOOL = DOCS / "_ext" / "catalogue.py"
HANDOUT = Path("assignments", "assignment1")
EXAMPLES = ROOT / "examples" / "assignment1"


def played(folder: Path, language: str) -> Player:
    """Play the page in an empty folder."""
    course = folder / "course"
    (course / HANDOUT).mkdir(parents=True)
    for path in (ROOT / HANDOUT).iterdir():
        if path.is_file():
            shutil.copy(path, course / HANDOUT)
    (course / "course.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
    player = Player(
        course,
        {"GRADER_CACHE": str(folder / "cache")},
        happen=lambda now: _happen(course, now),
        shown=(lambda block: block) if language == "en" else translation,
    )
    player.play(PAGE.read_text(encoding="utf-8"))
    return player


def _happen(course: Path, now: str) -> None:
    """Let the student have written an example, or one file of it."""
    example, _space, module = now.partition(" ")
    if (EXAMPLES / example).is_dir():
        for path in (EXAMPLES / example).glob(f"{module or '*'}.py"):
            shutil.copy(path, course / HANDOUT)


def translation(block: str) -> str:
    """Return a block as it is in the Korean page."""
    return _translations().get(block, block)


@functools.cache
def _translations() -> dict[str, str]:
    texts = read_po(io.StringIO(CATALOGUE.read_text(encoding="utf-8")))
    return {str(one.id): str(one.string or one.id) for one in texts if one.id}


def update() -> None:
    """Write what is shown anew: in the page, in its texts, and in their translations."""
    with tempfile.TemporaryDirectory() as folder:
        english = played(Path(folder), "en").played
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(rewritten(page, english), encoding="utf-8", newline="\n")
    keep({printed: translation(shown) for shown, printed in english})
    with tempfile.TemporaryDirectory() as folder:
        korean = played(Path(folder), "ko").played
    keep(
        {block: printed for (_shown, block), (_block, printed) in zip(english, korean, strict=True)}
    )


def keep(translations: dict[str, str]) -> None:
    """Bring the catalogue in step with the pages, and write these translations into it."""
    subprocess.run([sys.executable, str(TOOL)], check=True)
    texts = read_po(io.StringIO(CATALOGUE.read_text(encoding="utf-8")))
    for message in texts:
        if message.id in translations:
            message.string = translations[str(message.id)]
    text = io.BytesIO()
    write_po(text, texts)
    CATALOGUE.write_bytes(text.getvalue())
    # Once more, for the form in which it is kept.
    subprocess.run([sys.executable, str(TOOL)], check=True)
    _translations.cache_clear()


if __name__ == "__main__":
    update()
