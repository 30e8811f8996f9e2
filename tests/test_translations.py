"""Korean says all that English says: nothing is missing, stale, or broken by a particle."""

from __future__ import annotations

import ast
import gettext
import io
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError, read_po

from grader.author import catalogues
from grader.author.catalogues import Template, of_assignment, of_framework, outdated, update
from grader.course import find_course

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "grader").rglob("*.py"))
FRAMEWORK = of_framework()
COURSE = find_course(ROOT)
TEMPLATES = [FRAMEWORK, *(of_assignment(COURSE, one) for one in COURSE.assignment_ids())]

#: Which of these is right depends on the sound before it, and a placeholder may hold anything.
PARTICLES = "은는이가을를와과로으에의도랑라나"
AFTER_A_PLACEHOLDER = re.compile(rf"\}}['\"`]?[{PARTICLES}]")

of_each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.domain)


def translations(template: Template) -> Iterator[tuple[list[str], str]]:
    """Yield each message's English forms and its Korean text."""
    text = template.place("ko").read_text(encoding="utf-8")
    for message in read_po(io.StringIO(text), abort_invalid=True):
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield (
                [message.id] if isinstance(message.id, str) else list(message.id),
                str(strings[0] or ""),
            )


def placeholders(text: str) -> set[str]:
    """Return the names of a text's placeholders."""
    return {name for _text, name, _format, _to in string.Formatter().parse(text) if name}


@of_each
def test_nothing_is_untranslated(template: Template):
    """Every message has a Korean text, and no text that is gone is still there."""
    known = {ids[0]: korean for ids, korean in translations(template)}
    wanted = [one if isinstance(one, str) else one[0] for one in template.messages]
    assert [text for text in wanted if not known.get(text)] == []
    assert known.keys() == set(wanted)


@of_each
def test_korean_is_korean(template: Template):
    """A Korean text has Korean in it, but for a list's comma and where there are no words."""
    for ids, korean in translations(template):
        words = re.sub(r"\{.*?\}", "", ids[0]).replace(" and ", "")
        if korean and re.search("[a-z]", words):
            assert re.search("[가-힣]", korean), korean


def test_placeholders_match():
    """A Korean text fills in what the English ones do: nothing less, and nothing unknown."""
    for ids, korean in translations(FRAMEWORK):
        assert not korean or placeholders(korean) == placeholders(ids[-1]), korean


@of_each
def test_no_particle_follows_a_placeholder(template: Template):
    """No Korean particle stands directly behind a placeholder: it would be wrong half the time."""
    for _ids, korean in translations(template):
        assert not AFTER_A_PLACEHOLDER.search(korean), korean


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("{name}은 틀렸습니다", True),
        ("{name}'을 쓰세요", True),
        ("{file}에서", True),
        ("{name} 함수는", False),
        ("{count}개가", False),
        ("{right}입니다", False),
        ("구현({numpy})과", False),
    ],
)
def test_what_a_particle_is(text: str, is_wrong: bool):  # noqa: FBT001  (pytest's way)
    """Counting words and the copula may follow, and a particle may refer to a word before."""
    assert bool(AFTER_A_PLACEHOLDER.search(text)) == is_wrong


@of_each
def test_catalogues_are_current(template: Template):
    """Extracting and compiling again gives the very files that are there."""
    assert outdated(template, "ko") == []


@of_each
def test_compiled_texts_are_those_of_the_source(template: Template):
    """Python's gettext reads from the ``.mo`` what people wrote into the ``.po``."""
    with template.place("ko").with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.info()["plural-forms"] == "nplurals=1; plural=0;"
    for ids, korean in translations(template):
        if len(ids) == 1:
            assert compiled.gettext(ids[0]) == (korean or ids[0])
        elif korean:
            assert {compiled.ngettext(*ids, count) for count in (0, 1, 2)} == {korean}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_translated_is_a_plain_text(path: Path):
    """What goes through ``_`` is a literal, or a table's text, each of which is marked."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = {"_": 1, "N_": 1, "ngettext": 2}.get(node.func.id, 0)
            for argument in node.args[:texts]:
                assert is_literal(argument) or (
                    node.func.id == "_" and comes_from_a_table(argument, tree)
                ), f"line {node.lineno}: {ast.unparse(node)}"


def is_literal(node: ast.expr) -> bool:
    """Say whether this is a text as it stands."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def comes_from_a_table(node: ast.expr, tree: ast.Module) -> bool:
    """Say whether an expression only takes texts from constants, all of them marked."""
    if isinstance(node, ast.Attribute):  # Of an object, which was made somewhere else.
        return True
    if not isinstance(node, (ast.Name, ast.Subscript, ast.Call)):
        return False
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    constants = {name for name in names if name.strip("_").isupper()}
    return bool(constants) and constants <= marked_constants(tree)


def marked_constants(tree: ast.Module) -> set[str]:
    """Return the names of a module's constants that hold a text inside ``N_``."""
    found = set()
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            calls = [one for one in ast.walk(node.value) if isinstance(one, ast.Call)]
            if any(isinstance(one.func, ast.Name) and one.func.id == "N_" for one in calls):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


@pytest.mark.parametrize(
    ("source", "is_plain"),
    [
        ('_("a")', True),
        ('_("a" "b")', True),
        ('T = {1: N_("a")}\n_(T[x])', True),
        ('T = {1: N_("a")}\n_(T.get(x, ""))', True),
        ('T = N_("a")\n_(T)', True),
        ("_(row.text)", True),
        ('T = {1: "a"}\n_(T[x])', False),
        ("_(text)", False),
        ('_(f"a {b}")', False),
        ('_("a" + b)', False),
        ('_("{a}".format(a=1))', False),
        ('ngettext("a", f"{b}", 2)', False),
        ("N_(text)", False),
    ],
)
def test_what_a_plain_text_is(source: str, is_plain: bool, tmp_path: Path):  # noqa: FBT001
    """The check above finds what could not be extracted."""
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    if is_plain:
        test_what_is_translated_is_a_plain_text(path)
    else:
        with pytest.raises(AssertionError):
            test_what_is_translated_is_a_plain_text(path)


@pytest.fixture
def toy(tmp_path: Path) -> Template:
    """Return a template of three messages with a catalogue that knows some others."""
    template = Template(
        "toy",
        tmp_path,
        {"Hello.": ("b.py", "a.py"), ("one {n}", "many {n}"): ("a.py",), "two\nlines": ()},
    )
    place = template.place("ko")
    place.parent.mkdir(parents=True)
    place.write_text(
        "# By a person.\n"
        'msgid "Hello."\nmsgstr "안녕하세요."\n\n'
        '#, fuzzy\nmsgid "Gone."\nmsgstr "없습니다."\n\n'
        '#~ msgid "Long gone."\n#~ msgstr "오래전에 없어졌습니다."\n',
        encoding="utf-8",
    )
    return template


def test_an_update_keeps_what_people_wrote(toy: Template):
    """Translations stay, new messages come in empty, old ones go; nothing else is written."""
    assert len(outdated(toy, "ko")) == 2
    update(toy, "ko")
    assert outdated(toy, "ko") == []
    assert toy.place("ko").read_text(encoding="utf-8") == (
        "# Translations of toy. Edit the texts, then run: make texts\n"
        'msgid ""\nmsgstr ""\n'
        '"Language: ko\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        '# By a person.\n#: a.py b.py\nmsgid "Hello."\nmsgstr "안녕하세요."\n\n'
        '#: a.py\nmsgid "one {n}"\nmsgid_plural "many {n}"\nmsgstr[0] ""\n\n'
        'msgid ""\n"two\\n"\n"lines"\nmsgstr ""\n'
    )
    with toy.place("ko").with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Hello.") == "안녕하세요."
    assert compiled.gettext("two\nlines") == "two\nlines"
    assert compiled.ngettext("one {n}", "many {n}", 1) == "one {n}"


def test_a_translation_makes_the_compiled_file_outdated(toy: Template):
    """Who edits the ``.po`` and does not compile it is told so."""
    update(toy, "ko")
    place = toy.place("ko")
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("안녕하세요", "안녕하십니까"), encoding="utf-8")
    assert outdated(toy, "ko") == [place.with_suffix(".mo")]


def test_a_broken_source_is_refused(toy: Template):
    """A ``.po`` that cannot be read is not taken for an empty one: nothing is overwritten."""
    place = toy.place("ko")
    place.write_text('mgsid "Hello."\nmsgstr "안녕하세요."\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        update(toy, "ko")
    assert "안녕하세요" in place.read_text(encoding="utf-8")


def test_check_names_what_is_not_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """``--check`` writes nothing, names the files and ends with 1; without it they are written."""
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("assignments", "reference"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(catalogues, "of_framework", lambda: Template("none", tmp_path, {}))
    catalogues.main([])
    catalogues.main(["--check"])
    compiled = tmp_path / "reference/assignment1/locale/ko/LC_MESSAGES/assignment1.mo"
    compiled.write_bytes(b"")
    with pytest.raises(SystemExit, match=rf"^{re.escape(str(compiled))}\n.*make texts$"):
        catalogues.main(["--check"])
    assert compiled.read_bytes() == b""


def test_extraction_needs_no_babel_to_be_loaded():
    """Loading the module loads no Babel: only ``make texts`` needs it."""
    done = [sys.executable, "-c", "import grader.author.catalogues, sys; print(*sys.modules)"]
    assert "babel" not in run(done)


def run(command: list[str]) -> list[str]:
    """Run a command in the course's folder, and return the words that it prints."""
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.split()
