"""Keeps the catalogues of translations in step with the sources: ``python -m`` this module.

There is one catalogue for the framework's own messages, and one for each assignment's texts,
which lie beside its reference. Both ``.po``, which people edit, and ``.mo``, which is
read at run time, are kept in the repository, so that only developers need Babel. What is
written depends on the sources and the translations alone: no dates, no line numbers.
"""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grader.author.texts import texts
from grader.course import Course, find_course
from grader.files import write_whole
from grader.language import LANGUAGES

if TYPE_CHECKING:
    from babel.messages import Catalog

__all__ = ["Template", "main", "of_assignment", "of_framework", "outdated", "update"]

_FRAMEWORK: Final = Path(__file__).resolve().parents[1]
_KEYWORDS: Final = {"_": None, "N_": None, "ngettext": (1, 2)}
#: Nothing in it changes by itself.
_HEADER: Final = """\
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
Plural-Forms: {plural_forms}
"""
#: Where lines of a .po file are broken, in characters.
_WIDTH: Final = 100

#: A text, or one for one thing and one for many.
MessageId = str | tuple[str, str]


@dataclass(frozen=True)
class Template:
    """What there is to translate.

    Attributes:
        domain: The name of the catalogue's files.
        folder: Where its ``locale/`` is.
        messages: From each message to the files that it is in, in order.
    """

    domain: str
    folder: Path
    messages: dict[MessageId, tuple[str, ...]]

    def place(self, language: str) -> Path:
        """Return the ``.po`` file; the ``.mo`` lies beside it."""
        return self.folder / "locale" / language / "LC_MESSAGES" / f"{self.domain}.po"


def of_framework() -> Template:
    """Extract the framework's own messages from its sources."""
    from babel.messages.extract import extract  # noqa: PLC0415  (not needed to load this module)

    found: dict[MessageId, tuple[str, ...]] = {}
    for path in sorted(_FRAMEWORK.rglob("*.py")):
        name = path.relative_to(_FRAMEWORK.parent).as_posix()
        with path.open("rb") as file:
            for _line, message, _comments, _context in extract("python", file, _KEYWORDS):
                key = message if isinstance(message, str) else (message[0], message[1])
                found[key] = tuple(dict.fromkeys([*found.get(key, ()), name]))
    return Template("grader", _FRAMEWORK, found)


def of_assignment(course: Course, assignment: str) -> Template:
    """Collect an assignment's texts."""
    folder = course.reference(assignment)
    found = texts(course.load(assignment), folder)
    return Template(assignment, folder, dict.fromkeys(found, ()))


def outdated(template: Template, language: str) -> list[Path]:
    """Return the files of a catalogue that are not what :func:`update` would write."""
    files = _files(template, language)
    return [path for path, content in files if not path.is_file() or path.read_bytes() != content]


def update(template: Template, language: str) -> None:
    """Write a catalogue's two files anew; the translations of what is still there are kept."""
    for path, content in _files(template, language):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def main(arguments: list[str]) -> None:
    """Update all catalogues; with ``--check`` write nothing, and end with 1 if any is not current.

    Raises:
        SystemExit: for ``--check``, with the files that are not current.
    """
    old = []
    for template in _templates(find_course(Path.cwd())):
        for language in LANGUAGES[1:]:
            if "--check" in arguments:
                old += outdated(template, language)
            else:
                update(template, language)
    if old:
        names = "\n".join(str(path) for path in old)
        raise SystemExit(f"{names}\nThese are not what the sources give. Run: make texts")


def _templates(course: Course) -> Iterator[Template]:
    yield of_framework()
    for assignment in course.assignment_ids():
        yield of_assignment(course, assignment)


def _files(template: Template, language: str) -> list[tuple[Path, bytes]]:
    """Return the two files as they should be."""
    from babel.messages.pofile import read_po, write_po  # noqa: PLC0415  (as above)

    place = template.place(language)
    known = place.read_text(encoding="utf-8") if place.is_file() else ""
    merged = _merge(template, read_po(io.StringIO(known), abort_invalid=True), language)
    header = _HEADER.format(language=language, plural_forms=f"{merged.plural_forms.rstrip(';')};")
    lines = "".join(f'"{line}\\n"\n' for line in header.splitlines())
    about = f"# Translations of {template.domain}. Edit the texts, then run: make texts\n"
    body = io.BytesIO()
    write_po(body, merged, width=_WIDTH, omit_header=True)
    po = f'{about}msgid ""\nmsgstr ""\n{lines}\n'.encode() + body.getvalue().rstrip() + b"\n"
    return [(place, po), (place.with_suffix(".mo"), _compiled(header, merged))]


def _merge(template: Template, known: Catalog, language: str) -> Catalog:
    """Return the template's messages with the translations that are known."""
    from babel.messages import Catalog  # noqa: PLC0415  (as above)

    merged = Catalog(locale=language)
    for message, files in template.messages.items():
        old = known.get(message)
        if old is not None and old.id != message:  # The other of its two forms is new.
            old = None
        added = merged.add(
            message,
            old.string if old else "",
            locations=[(file, 0) for file in files],
            user_comments=old.user_comments if old else (),
        )
        # Guesses of Babel's, about formats, which may differ between its versions.
        added.flags.clear()
    return merged


def _compiled(header: str, catalogue: Catalog) -> bytes:
    """Return a ``.mo`` file: a table of texts and a table of translations, sorted by text.

    Babel could write one too, but puts its version and the time into it.
    """
    pairs = {b"": header.encode()}
    for message in catalogue:
        ids, strings = _forms(message.id), _forms(message.string)[: catalogue.num_plurals]
        if message.id and all(strings):
            # Texts for several counts are told apart by NULs.
            pairs["\0".join(ids).encode()] = "\0".join(strings).encode()
    ordered = sorted(pairs.items())
    words = [text for text, _translation in ordered] + [one for _text, one in ordered]
    start = 28 + 16 * len(pairs)  # Behind the head, and the tables of lengths and places.
    numbers = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start]
    for word in words:
        numbers += [len(word), start]
        start += len(word) + 1
    return struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(word + b"\0" for word in words)


def _forms(text: str | Sequence[str] | None) -> list[str]:
    """Return the forms of a message, of which there may be only one."""
    return [text] if isinstance(text, str) else list(text or [""])


if __name__ == "__main__":
    main(sys.argv[1:])
