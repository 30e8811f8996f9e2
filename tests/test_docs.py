"""The pages build without a warning, in both languages; what they show and name is real."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

if importlib.util.find_spec("sphinx") is None:
    pytest.skip("Sphinx is not installed", allow_module_level=True)

from grader.cli import main
from grader.report.formats import FORMATS
from tests import students_page
from tests.pages import DOCS, NOT_OURS, ROOT, commands, steps

PAGES = sorted(DOCS.glob("*.md")) + sorted((DOCS / "reference").glob("*.md"))
LANGUAGES = ("en", "ko")
#: Builds both languages in one process, which loads Sphinx once; then looks at the catalogue.
BUILD = """
import sys
from sphinx.cmd.build import build_main
place = sys.argv[1]
for language in ("en", "ko"):
    words = ["-q", "-W", "--keep-going", "-n", "-D", f"language={language}"]
    code = build_main([*words, "-d", f"{place}/trees-{language}", "docs", f"{place}/{language}"])
    if code:
        raise SystemExit(code)
sys.path.insert(0, "docs/_ext")
import catalogue
catalogue.main(["--check"])
"""


class Built(HTMLParser):
    """What a built page links to, and which places it has."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link or a place."""
        for name, value in attrs:
            if value and name in {"href", "src"} and tag != "svg":
                self.links.append(value)
            if value and name == "id":
                self.places.add(value)


def test_the_pages(tmp_path: Path):
    """Without a warning, with links that lead somewhere, all of the reference, and whole Korean.

    One test, so that they are built once however tests are shared among processes.
    """
    build(tmp_path)
    links_lead_somewhere(tmp_path)
    the_reference_is_whole(tmp_path / "en" / "reference")
    korean_is_whole(tmp_path / "ko")


def build(place: Path) -> None:
    """Build all pages; any warning is an error.

    From a copy: Sphinx compiles the catalogue, and writes it beside.
    """
    root = place / "root"
    ignored = shutil.ignore_patterns("_build", "__pycache__", "*.mo")
    shutil.copytree(DOCS, root / "docs", ignore=ignored)
    schema = Path("grader", "report", "report.schema.json")
    (root / schema).parent.mkdir(parents=True)
    shutil.copy(ROOT / schema, root / schema)
    done = subprocess.run(
        # The copy's grader/ is but a schema, so ours goes first.
        [sys.executable, "-P", "-c", BUILD, str(place)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def links_lead_somewhere(place: Path) -> None:
    """Look for the target of each link: a page, a place in it, a file, the other language."""
    pages = {
        path.resolve(): Built(path.read_text(encoding="utf-8"))
        for language in LANGUAGES
        for path in (place / language).rglob("*.html")
    }
    assert len(pages) >= 2 * len(PAGES)
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path.name}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].places, f"{path.name}: {link}"


def the_reference_is_whole(folder: Path) -> None:
    """Look for every command with every option, every format and every exit code."""
    text = (folder / "commands.html").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        part = text.partition(f"<h2>grader {name}<")[2].partition("<h2>")[0]
        for option in command.params:
            for word in option.opts if option.param_type_name == "option" else ():
                assert f">{word}<" in part, f"{name} {word}"
    codes = (folder / "exit-codes.html").read_text(encoding="utf-8")
    assert all(f">{code}<" in codes for code in (0, 1, 2, 3, 130))
    formats = (folder / "formats.html").read_text(encoding="utf-8")
    assert all(f">{name}<" in formats for name in FORMATS)
    assert ">because_of<" in (folder / "report.html").read_text(encoding="utf-8")


def korean_is_whole(folder: Path) -> None:
    """Look for what is Korean, and for texts without a translation."""
    texts = students_page.CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[2]
    assert not re.search(r'^msgstr ""\n(\n|\Z)', texts, re.MULTILINE)
    page = (folder / "students.html").read_text(encoding="utf-8")
    assert '<html class="no-js" lang="ko"' in page
    assert "<h1>첫 과제<" in page
    assert "먼저 고칠 것:" in page
    assert "Fix first:" not in page
    assert "과제를 만드는 분을 위한 안내" in page  # in the navigation


def named(text: str) -> set[tuple[str, str]]:
    """Return the commands of ours that a page names, each alone and with each of its options."""
    blocks = [step.text for step in steps(text) if step.kind == "console"]
    lines = [line for block in blocks for line, _output in commands(block)]
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    found = set()
    for line in (*lines, *re.findall(r"`(grader [a-z][^`]*)`", outside)):
        if line.startswith(NOT_OURS) or not line.startswith("grader "):
            continue
        _grader, name, *words = line.split()
        options = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
        found |= {(name, option) for option in ("", *options)}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_commands_exist(page: Path):
    """No page names a command or an option that does not exist."""
    for name, option in named(page.read_text(encoding="utf-8")):
        if name == "COMMAND":
            continue
        assert name in main.commands, f"grader {name}"
        known = {word for one in main.commands[name].params for word in one.opts}
        assert option in {"", "--help", *known}, f"grader {name} {option}"


#: The Korean output is played with `make proof`.
PLAYED = LANGUAGES if os.environ.get("PROOF") else LANGUAGES[:1]


@pytest.mark.parametrize("language", PLAYED)
def test_students_see_what_is_shown(language: str, tmp_path: Path):
    """All output in the students' page is what their copy prints, in its language."""
    player = students_page.played(tmp_path, language)
    for shown, printed in player.played:
        assert shown == printed
    assert player.codes["grader check assignment1"] == 0  # the last of them: full points
    assert player.codes["grader check assignment1 --only same_padding"] == 1
