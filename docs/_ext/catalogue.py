"""Keeps the Korean catalogue of the pages in step with them: ``python docs/_ext/catalogue.py``.

With ``--check`` it writes nothing, and ends with 1 if the catalogue is not current. The pages in
``TRANSLATED`` are there as a whole, of the others only their titles: those stand in the navigation.
What is written depends on the pages and the translations alone: no dates, no line numbers.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

__all__ = ["PLACE", "TRANSLATED", "merged", "template"]

DOCS = Path(__file__).resolve().parents[1]
PLACE = DOCS / "locale" / "ko" / "LC_MESSAGES" / "pages.po"
TRANSLATED = ("index.md", "students.md")
_HEADER = """\
# Translations of the pages. Edit the texts, then run: python docs/_ext/catalogue.py
msgid ""
msgstr ""
"Language: ko\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_WIDTH = 100


def template(docs: Path = DOCS) -> dict[str, tuple[str, ...]]:
    """Return each text that is to be translated, with the pages that it is in."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "sphinx", "-q", "-b", "gettext", str(docs), folder]
        subprocess.run(build, check=True)  # noqa: S603  (our own pages)
        text = Path(folder, "pages.pot").read_text(encoding="utf-8")
    found = {}
    for message in read_po(io.StringIO(text)):
        places = [(_page(file), line) for file, line in message.locations]
        if any(page in TRANSLATED or line == 1 for page, line in places):
            found[str(message.id)] = tuple(dict.fromkeys(page for page, _line in places))
    found.pop("", None)
    order = {page: at for at, page in enumerate(TRANSLATED)}
    return dict(sorted(found.items(), key=lambda item: min(order.get(p, 9) for p in item[1])))


def merged(texts: dict[str, tuple[str, ...]], known: str) -> str:
    """Return the catalogue with these texts, and the translations that are known."""
    old = read_po(io.StringIO(known))
    catalogue = Catalog(locale="ko")
    for text, pages in texts.items():
        message = old.get(text)
        locations = [(page, 0) for page in pages]
        catalogue.add(text, message.string if message else "", locations=locations).flags.clear()
    body = io.BytesIO()
    write_po(body, catalogue, width=_WIDTH, omit_header=True)
    return _HEADER + body.getvalue().decode().rstrip() + "\n"


def _page(file: str) -> str:
    """Return the path of a page below the folder of pages."""
    return file.replace("\\", "/").rpartition("docs/")[2].removeprefix("../")


def main(arguments: list[str]) -> None:
    """Write the catalogue anew, or look whether that would change it.

    Raises:
        SystemExit: it is not current.
    """
    known = PLACE.read_text(encoding="utf-8") if PLACE.is_file() else ""
    text = merged(template(), known)
    if "--check" not in arguments:
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        PLACE.write_text(text, encoding="utf-8", newline="\n")
    elif text != known:
        raise SystemExit(f"{PLACE} is not what the pages give. Run: python docs/_ext/catalogue.py")


if __name__ == "__main__":
    main(sys.argv[1:])
