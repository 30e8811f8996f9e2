"""Plays a page of the documentation: writes its files, runs its commands, compares its output.

A file is a line ``**File `its/path`**`` and the code block below it. Commands stand in blocks of
``console`` after a ``$``, with what they print below. A line ``<!-- now: ... -->`` says what else
has happened by then. Where a line of output is ``...``, something is left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

_STEP = re.compile(
    r"^\*\*File `(?P<path>[^`\n]+)`\*\*\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$"
    r"|^<!-- now: (?P<now>.*?) -->$",
    re.MULTILINE | re.DOTALL,
)
#: What is another each time, or with another TensorFlow.
_CHANGING = (
    (re.compile(r"\s+\d+\.\d ?(s|초)$", re.MULTILINE), "  N s"),
    (re.compile(r"\d{4}-\d\d-\d\d(-[0-9a-f]{12})?"), "DAY"),
    (re.compile(r"tf\.nn\s+\d+\.\d+\.\d+"), "tf.nn N"),
)
#: These prepare a machine, or are git's and pip's; nothing of ours.
NOT_OURS = ("pip ", "python -m venv ", "python -m ipykernel ", "source ", "git ", "cd ", "jupyter ")


@dataclass(frozen=True)
class Step:
    """One thing that a page has its reader do.

    Attributes:
        kind: Write a file, run commands, or know that something has happened.
        text: The file's content, the block's text, or what has happened.
        path: The file's path.
    """

    kind: Literal["file", "console", "now"]
    text: str
    path: str = ""


@dataclass
class Player:
    """Does what a page says, in a folder.

    Attributes:
        folder: Where commands run and files are written.
        variables: Environment variables of the commands.
        happen: What a ``now`` line lets happen.
        shown: What a block shows in the language that is played; itself in English.
        played: Each block as it is shown, and as it should be.
        codes: From a command to the exit code that it ended with.
    """

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    happen: Callable[[str], None] = lambda _now: None
    shown: Callable[[str], str] = lambda block: block
    played: list[tuple[str, str]] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)

    def play(self, page: str) -> None:
        """Do all steps of a page, in order."""
        for step in steps(page):
            if step.kind == "file":
                path = self.folder / step.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(step.text, encoding="utf-8")
            elif step.kind == "now":
                self.happen(step.text)
            else:
                block = self.shown(step.text)
                lines = []
                for command, expected in commands(block):
                    printed = self.run(command)
                    lines.append(f"$ {command}\n{merged(expected, printed)}")
                self.played.append((block, "".join(lines)))

    def run(self, command: str) -> str:
        """Run a command and return what it prints; nothing for what is not ours."""
        if command.startswith(NOT_OURS):
            return ""
        program, *words = shlex.split(command, comments=True)
        start = [sys.executable, *(["-m", "grader"] if program == "grader" else [])]
        kept = {name: value for name, value in os.environ.items() if name[:6] != "GRADER"}
        done = subprocess.run(
            [*start, *words],
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        self.codes[command] = done.returncode
        return done.stdout.decode("utf-8")


def steps(page: str) -> Iterator[Step]:
    """Yield what a page has its reader do."""
    for found in _STEP.finditer(page):
        if found["path"] is not None:
            yield Step("file", found["text"], found["path"])
        elif found["console"] is not None:
            yield Step("console", found["console"])
        else:
            yield Step("now", found["now"])


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a block, each with the output below it."""
    first, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not first, f"a block begins with no command: {block}"
    for part in parts:
        command, _newline, output = part.partition("\n")
        yield command, output


def merged(expected: str, printed: str) -> str:
    r"""Return what should be shown: what is shown, where only what changes is another.

    Example:
        >>> merged("ok  0.3 s\n", "ok  0.7 s\n"), merged("ok  0.3 s\n", "X  0.7 s\n")
        ('ok  0.3 s\n', 'X  0.7 s\n')
        >>> merged("a\n...\nd\n", "a\nb\nc\nd\n")
        'a\n...\nd\n'
    """
    parts = re.split(r"^ *\.\.\.\n", unchanging(expected), flags=re.MULTILINE)
    pattern = ".*".join(map(re.escape, parts))
    fits = re.fullmatch(pattern, unchanging(printed), re.DOTALL)
    return expected if fits else printed


def unchanging(text: str) -> str:
    """Return a text without what is another each time."""
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    return text


def rewritten(page: str, played: list[tuple[str, str]]) -> str:
    """Return a page with its blocks as they should be."""
    for shown, printed in played:
        page = page.replace(f"```console\n{shown}```", f"```console\n{printed}```", 1)
    return page
